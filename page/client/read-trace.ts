import { deskNews } from "../desk-news.ts";
import type { CallDeed, PageFact, PageStep } from "../page-fact.ts";
import { parseObject } from "./parse-object.ts";
import { type EventOfTrace, readTraceEvent } from "./read-trace-event.ts";

/** A line of a trace of the simulation: what was seen, and when, in milliseconds. */
type Seen = Readonly<Record<string, unknown>> & { readonly type: string; readonly at: number };

/** What earlier lines have told. */
interface Known {
  readonly phoneOf: Map<unknown, string>;
  /** The message that a phone's user has sent last. */
  readonly wayOf: Map<string, string>;
  readonly webhooks: Map<unknown, EventOfTrace>;
  readonly calls: Map<unknown, Seen>;
}

/** A step, and whose phone it is about. */
type Placed = { readonly step: PageStep; readonly phone: string | undefined };

/** The facts of a trace that `npm run simulate -- --trace FILE` has written; `undefined` of anything else. */
export function readTrace(text: string): readonly PageFact[] | undefined {
  const lines = text.split("\n").filter((line) => line !== "");
  const seen = lines.map(parseObject).filter(isSeen);
  if (seen.length === 0 || seen.length < lines.length) return undefined;
  const known: Known = { phoneOf: new Map(), wayOf: new Map(), webhooks: new Map(), calls: new Map() };
  try {
    return seen.flatMap((one, index) => factOf(one, index + 1, known));
  } catch {
    // A member is not what the simulation writes: it is the file of something else.
    return undefined;
  }
}

function factOf(seen: Seen, seq: number, known: Known): readonly PageFact[] {
  const placed = placeSeen(seen, known);
  if (placed === undefined) return [];
  const { step, phone } = placed;
  if (phone === undefined) return [];
  if (step.type === "said") known.wayOf.set(phone, step.id);
  const way = known.wayOf.get(phone);
  return [{ ...step, seq, at: new Date(seen.at).toISOString(), phone, ...(way !== undefined && { way }) }];
}

function isSeen(line: Readonly<Record<string, unknown>> | undefined): line is Seen {
  return typeof line?.type === "string" && typeof line.at === "number";
}

function placeSeen(seen: Seen, known: Known): Placed | undefined {
  const { phoneOf, calls } = known;
  switch (seen.type) {
    case "acted":
      learnUser(seen.act, phoneOf);
      return undefined;
    case "webhook-sent":
      return placeWebhook(seen, known);
    case "webhook-answered":
      return placeAnswer(seen, known);
    case "call-begun":
      calls.set(seen.call, seen);
      return undefined;
    case "call-ended":
      return placeCall(seen, known);
    case "shown":
      return {
        step: { type: "call", step: "shown", call: { id: textOf(seen.id), does: deedOf(seen) } },
        phone: phoneKey(seen.user),
      };
    case "sms-taken":
      return {
        step: { type: "fallback", text: textOf(seen.text), reason: "", json: seen },
        phone: `rcs/${textOf(seen.to)}`,
      };
    default:
      return placeOfConversation(seen, phoneOf);
  }
}

/** What names a conversation only. Instances, faults and timers belong to no phone. */
function placeOfConversation(seen: Seen, phoneOf: Known["phoneOf"]): Placed | undefined {
  const { attributes, fields } = seen as { readonly attributes?: Named; readonly fields?: Named };
  const phone = phoneOf.get(seen.conversation ?? attributes?.conversation ?? fields?.conversation);
  const step = stepOf(seen);
  return phone === undefined || step === undefined ? undefined : { step, phone };
}

type Named = { readonly conversation?: unknown };

function stepOf(seen: Seen): PageStep | undefined {
  const [attempt, status] = [Number(seen.attempt ?? 1), seen.status];
  switch (seen.type) {
    case "published":
    case "dead-lettered":
    case "parked": {
      const error = seen.reason === undefined ? {} : { error: textOf(seen.reason) };
      return { type: "published", topic: textOf(seen.topic ?? seen.kind ?? seen.type), bytes: 0, json: seen, ...error };
    }
    case "delivery-begun":
      return { type: "delivery", function: textOf(seen.function), attempt, step: "begun" };
    case "delivery-answered":
      if (typeof status !== "number")
        return { type: "history", what: `${textOf(seen.function)} has died, or was too slow` };
      return { type: "delivery", function: textOf(seen.function), attempt, step: "ended", status, ms: 0 };
    case "conversation-committed":
      return { type: "history", what: "the conversation is committed", json: seen };
    case "logged":
      return { type: "logged", severity: textOf(seen.severity), event: textOf(seen.event), json: seen.fields };
    case "handoff-news":
      return { type: "handoff", news: deskNews(seen.news as Seen, undefined), json: seen };
    default:
      return undefined;
  }
}

function placeWebhook(seen: Seen, { webhooks }: Known): Placed | undefined {
  const read = readTraceEvent(seen.event as Readonly<Record<string, unknown>>);
  webhooks.set(seen.webhook, read);
  if (seen.repeats !== undefined)
    return { step: { type: "history", what: "Google repeats the webhook" }, phone: read.phone };
  return { step: read.step, phone: read.phone };
}

function placeAnswer({ webhook, status }: Seen, { webhooks }: Known): Placed | undefined {
  const read = webhooks.get(webhook);
  if (read === undefined) return undefined;
  const tells = read.step.type === "said" ? "user" : "receipt";
  const result = status === 200 ? "acknowledged" : "retried";
  const answer = typeof status === "number" ? { status } : { noAnswer: "the connection was lost" };
  return { step: { type: "webhook", tells, result, ...answer }, phone: read.phone };
}

/** A call that went well is told by what it did. */
function placeCall({ call, status, fault }: Seen, { calls }: Known): Placed | undefined {
  const begun = calls.get(call);
  const phone = phoneKey(begun?.user);
  if (begun === undefined || phone === undefined || (status === 200 && fault === undefined)) return undefined;
  const what =
    `${textOf(begun.service)} ${textOf(begun.method)}: ${textOf(status ?? "no answer")} ${textOf(fault ?? "")}`.trim();
  return { step: { type: "history", what }, phone };
}

function deedOf({ bubble, text, id }: Seen): CallDeed {
  switch (bubble) {
    case "message":
      return { type: "message", text: textOf(text), bytes: new TextEncoder().encode(textOf(text)).length };
    case "read":
    case "revoke":
      return { type: bubble, message: textOf(id) };
    case "joined":
    case "left":
    case "typing":
    case "typing-stopped":
    case "survey":
      return { type: bubble };
    default:
      return { type: "service" };
  }
}

function learnUser(act: unknown, phoneOf: Known["phoneOf"]): void {
  const { user } = act as { readonly user?: Named };
  const phone = phoneKey(user);
  if (user?.conversation !== undefined && phone !== undefined) phoneOf.set(user.conversation, phone);
}

function phoneKey(user: unknown): string | undefined {
  if (typeof user !== "object" || user === null || !("channel" in user && "address" in user)) return undefined;
  return `${user.channel}/${user.address}`;
}

function textOf(value: unknown): string {
  return value === undefined ? "" : String(value);
}
