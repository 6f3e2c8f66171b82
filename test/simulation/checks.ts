import { OUTAGE_MS } from "../../shared/base/budgets.ts";
import { checkEnd } from "./check-end.ts";
import { checkCall, checkCommit, forgetCallsOf, noteDone } from "./check-leases.ts";
import { checkShown, checkSms } from "./check-words.ts";
import type { Observation } from "./observation.ts";
import { type BrokenPromise, openSeen, type SeenSoFar } from "./seen-so-far.ts";
import type { StoryAct } from "./story-act.ts";
import type { SimulatedWorld } from "./world-types.ts";

/** Watches a world, and tells what it breaks. */
export interface Checks {
  /** To be called when all is well again and nothing is under way. */
  end(): Promise<readonly BrokenPromise[]>;
  /** Numbers for a report. */
  counts(): CheckCounts;
}

/** What a story came to. */
export interface CheckCounts {
  readonly questions: number;
  /** Lines of ours that phones show. */
  readonly lines: number;
  readonly sms: number;
  readonly apologies: number;
}

/** No log line may hold a phone number, or words of a user or of ours. */
const PERSONAL = /\+4477\d+|re: |first: |sms code|(quick|slow|double|stream|broken|code) \d/;

type Watchers = { readonly [T in Observation["type"]]?: (one: Extract<Observation, { readonly type: T }>) => void };

/** Watches a world from now on. Each observation is looked at once, as it happens. */
export function watchWorld(world: SimulatedWorld): Checks {
  const seen = openSeen(world.now);
  const watchers = watchersOf(seen);
  world.observe((one) => (watchers[one.type] as ((of: Observation) => void) | undefined)?.(one));
  return {
    counts: () => ({
      questions: seen.questions.size,
      lines: seen.shown.size,
      sms: seen.sms.size,
      apologies: seen.apologised.size,
    }),
    async end() {
      await checkEnd(seen, world);
      return seen.violations;
    },
  };
}

function watchersOf(seen: SeenSoFar): Watchers {
  return {
    acted: ({ act, at }) => noteAct(seen, act, at),
    "webhook-sent": ({ webhook, event }) => noteWebhook(seen, webhook, event),
    "webhook-answered": ({ webhook, status }) => {
      const question = seen.questions.get(seen.webhooks.get(webhook) ?? "");
      if (status === 200 && question !== undefined) question.isAccepted = true;
    },
    "conversation-committed": (one) => checkCommit(seen, one),
    "call-begun": (one) => checkCall(seen, one),
    "call-done": (one) => noteDone(seen, one),
    "call-ended": ({ call }) => void seen.calls.delete(call),
    "call-aborted": ({ call }) => void seen.calls.delete(call),
    "instance-paused": ({ instance }) => void seen.paused.add(instance),
    "instance-resumed": ({ instance }) => void seen.paused.delete(instance),
    "instance-crashed": (one) => forgetCallsOf(seen, one),
    "instance-stopped": (one) => forgetCallsOf(seen, one),
    shown: (one) => checkShown(seen, one),
    "sms-taken": (one) => checkSms(seen, one),
    "handoff-news": ({ news, conversation }) => {
      if (news.type === "waiting") seen.waits.set(conversation, Date.parse(news.until));
      if (news.type === "said" && news.content.type === "text") seen.told.add(news.content.text);
    },
    "dead-lettered": ({ reason, attributes, kind }) => {
      if (reason === undefined) seen.breaks("reason", `a dead letter of ${kind} has no reason`);
      if (reason === "away-too-long" && !seen.hasLongOutage)
        seen.breaks("outage", `an outage of less than an hour made a dead letter of ${kind}`);
      seen.dead.add(attributes.conversation ?? "");
    },
    "message-forgotten": ({ kind }) => seen.breaks("kept", `a message of ${kind} is forgotten`),
    logged: ({ fields, event }) => {
      if (PERSONAL.test(JSON.stringify(fields))) seen.breaks("private", `the log line ${event} holds a person`);
    },
  };
}

function noteAct(seen: SeenSoFar, act: StoryAct, at: number): void {
  const { questions, codes } = seen;
  if (act.do === "fault") seen.hasLongOutage ||= (act.fault.forMs ?? 0) > OUTAGE_MS;
  if (act.do === "pause-scope") seen.pauses.push({ scope: act.scope, from: at, to: Number.POSITIVE_INFINITY });
  if (act.do === "resume-scope") endPause(seen, at);
  if (act.do === "write") {
    const { user, text: words, id } = act;
    questions.set(id, { words, user, conversation: user.conversation, at, isAccepted: false });
  }
  if (act.do !== "publish" || act.body.fallback === undefined) return;
  const { reply, ttl, critical } = act.body;
  codes.set(String(reply), { at, ttlMs: Number(ttl) * 1000, isCritical: critical === true, user: act.user });
}

/** A story pauses one thing at a time. */
function endPause({ pauses }: SeenSoFar, at: number): void {
  const last = pauses.at(-1);
  if (last !== undefined) last.to = at;
}

function noteWebhook({ webhooks }: SeenSoFar, webhook: number, event: Readonly<Record<string, unknown>>): void {
  const { messageId, message } = event as {
    readonly messageId?: string;
    readonly message?: { readonly messageId?: string };
  };
  const id = messageId ?? message?.messageId;
  if (id !== undefined) webhooks.set(webhook, id);
}
