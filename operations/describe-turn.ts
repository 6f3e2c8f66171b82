import { present } from "../shared/base/present.ts";
import type { Act, HandoffNews } from "../shared/conversation/act.ts";
import type { OutboundRequest } from "../shared/conversation/outbound-request.ts";
import { idOf, type TurnId } from "../shared/conversation/turn-id.ts";
import type { Content, InboundEvent } from "../shared/inbound/inbound.ts";
import type { Reply } from "../shared/reply/reply.ts";
import { isToDo, mayHaveLeft, type StoredAct, type StoredTurn } from "../shared/store/stored-turn.ts";
import type { TimelineStep } from "./timeline-fact.ts";

/** What history knows of a turn: what came, what was decided about it and why nothing was said, and what became of that. */
export function describeTurn(
  turn: TurnId,
  stored: StoredTurn,
  { isUnmasked }: { readonly isUnmasked: boolean },
): readonly TimelineStep[] {
  const at = new Date(stored.at).toISOString();
  const acts = Object.entries(stored.acts ?? {}).map(([index, act]) => ({ index: Number(index), act }));
  return [
    ...(stored.type === undefined
      ? []
      : [{ type: "step" as const, at, turn, step: "received" as const, what: describeFact(stored, isUnmasked) }]),
    ...acts.flatMap(({ index, act }) => describeAct(act, { turn, index, at, isUnmasked, isToDo: isToDo(act, stored) })),
  ];
}

/** Where an act stands. */
interface Place {
  readonly turn: TurnId;
  readonly index: number;
  /** Of the turn. */
  readonly at: string;
  readonly isUnmasked: boolean;
  /** It is still to be done. */
  readonly isToDo: boolean;
}

function describeFact({ type, id, body }: StoredTurn, isUnmasked: boolean): string {
  // Only we write what stands there.
  if (type === "message") return `the user's message ${id}: ${describeContent(body as Content, isUnmasked)}`;
  if (type === "event") return `the event ${(body as InboundEvent["event"]).type}`;
  if (type === "timer") return `a timer of ours, about ${(body as { readonly type: string }).type}`;
  const command = body as OutboundRequest["command"];
  const said = command.type === "say" ? `: ${describeReply(command.reply, isUnmasked)}` : "";
  return `the outbound request ${id}, ${command.type}${said}`;
}

function describeContent(content: Content, isUnmasked: boolean): string {
  if (isUnmasked) return JSON.stringify(content);
  switch (content.type) {
    case "text":
      return `a text of ${content.text.length} characters`;
    case "file":
      return `a file, ${content.file.mimeType ?? "of no type"}, ${content.file.sizeBytes ?? "?"} bytes`;
    case "suggestion":
      return "a tap on a suggestion";
    case "location":
      return "a place";
    case "authentication":
      return "a sign-in";
    case "authentication-failed":
      return `a sign-in that failed: ${content.error}`;
    case "survey":
      return "an answer to a survey";
  }
}

function describeReply(reply: Reply, isUnmasked: boolean): string {
  if (isUnmasked) return JSON.stringify(reply);
  const chips = reply.suggestions === undefined ? "" : ` with ${reply.suggestions.length} suggestions`;
  if (reply.type === "text") return `a text of ${reply.text.length} characters${chips}`;
  return `${reply.type === "image" ? "an image" : `a ${reply.type}`}${chips}`;
}

function describeAct(stored: StoredAct, place: Place): readonly TimelineStep[] {
  const inDoubt = mayHaveLeft(stored);
  const isUnsent = (place.isToDo && !inDoubt) || stored.failure !== undefined;
  const id = stored.id ?? idOf(place);
  const about = { type: "step", turn: place.turn } as const;
  // What history calls sent was decided to be sent then: Google may have taken it later.
  const known = Object.entries(stored.times ?? {}).filter(([status]) => status !== "sent" || !isUnsent);
  const statuses = known.map(([status, ms]) => {
    return {
      ...about,
      at: new Date(ms).toISOString(),
      step: "status",
      what: `${status === "sent" ? `sending${inDoubt ? ", which may have left," : ""}` : status} ${id}`,
    } as const;
  });
  return [...describeDecision(stored, id, place), ...statuses, ...describeFallback(stored, id, place)];
}

function describeDecision(
  stored: StoredAct,
  id: string,
  { turn, at, isUnmasked, isToDo }: Place,
): readonly TimelineStep[] {
  const { act, failure, acceptance } = stored;
  if (act === undefined) return [];
  const words = [
    `${describeDeed(act, isUnmasked)}, as ${id}`,
    ...(failure === undefined ? [] : [`never: ${failure}`]),
    ...(acceptance?.billing === undefined ? [] : [`counted as ${acceptance.billing.type}`]),
    ...(isToDo || isOpen(stored) ? ["not done yet"] : []),
  ];
  return [
    { type: "step", turn, at, step: "decided", what: words.join("; "), details: present({ failure, acceptance }) },
  ];
}

/** Of a message that is decided and not begun. History does not say of other acts that they are done, unless they failed. */
function isOpen({ act, failure, isDone, times }: StoredAct): boolean {
  return act?.do === "send" && failure === undefined && isDone !== true && times?.sent === undefined;
}

function describeFallback({ fallback }: StoredAct, id: string, { turn }: Place): readonly TimelineStep[] {
  if (fallback === undefined) return [];
  const { at, reason, failure, isSaid } = fallback;
  const outcome = failure ?? (isSaid ? "it has said it" : "it was asked");
  const what = `another channel takes over ${id}, because ${reason}: ${outcome}`;
  return [{ type: "step", turn, at, step: "fallback", what }];
}

function describeDeed(act: Act, isUnmasked: boolean): string {
  switch (act.do) {
    case "send":
      return `send ${act.notice === undefined ? "" : `a notice (${act.notice}), `}${describeReply(act.reply, isUnmasked)}`;
    case "announce":
      return `announce that a person has ${act.notice}`;
    case "survey":
      return "send the survey";
    case "recordConsent":
      return `record that the user has opted ${act.consent.isOptedOut ? "out" : "in"}`;
    case "shareConsent":
      return `tell the brand's other agents that the user has opted ${act.consent.isOptedOut ? "out" : "in"}`;
    case "tellPeople":
      return `tell people: ${describeNews(act.news)}`;
    case "setTimer":
      return `set a timer for ${act.at}, about ${act.purpose.type}`;
  }
}

function describeNews(news: HandoffNews): string {
  return "reason" in news ? `${news.type}, ${news.reason}` : news.type;
}
