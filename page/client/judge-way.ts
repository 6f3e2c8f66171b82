import type { PageFact, PageFactOf } from "../page-fact.ts";
import { endOfWaiting } from "./end-of-waiting.ts";
import type { Way } from "./state.ts";

/** Whether what is promised held for a message. `going`: it is not over yet. `set-aside`: it is a dead letter. */
export interface Verdict {
  readonly type: "going" | "held" | "broken" | "set-aside";
  readonly words: string;
}

/** What a reader sees first. */
export const VERDICT_WORDS: Readonly<Record<Verdict["type"], string>> = {
  going: "Under way.",
  held: "The promise held.",
  broken: "The promise is broken.",
  "set-aside": "Set aside as a dead letter.",
};

/** Judges the way of a message by what the phone has shown: each answer once, and nothing by a stranger's word. */
export function judgeWay({ steps }: Way): Verdict {
  const shown = countShown(steps);
  const twice = [...shown.values()].filter((times) => times > 1).length;
  if (twice > 0) return { type: "broken", words: `${twice} of its messages were shown twice.` };
  const forged = stepsOf(steps, "webhook").find(({ result, status }) => result === "forged" && status === 200);
  if (forged !== undefined) return { type: "broken", words: "A forged webhook was accepted." };
  const dead = stepsOf(steps, "published").find(({ topic }) => topic.endsWith("-dead"));
  if (dead !== undefined) return { type: "set-aside", words: `${dead.error ?? "It cannot be handled"}.` };
  const refused = refusedOn(steps);
  if (refused.some(isOfGoogle) && stepsOf(steps, "fallback").length === 0)
    return { type: "broken", words: `Google has refused what was to be said (${refused.join(", ")}).` };
  const withheld = refused.length === 0 ? [] : [`not sent: ${refused.join(", ")}`];
  const [waiting, sms] = [countWaiting(steps), stepsOf(steps, "fallback").length];
  const words = [...said(shown.size, waiting, sms), ...withheld, ...metOn(steps)].join(", ");
  const isHeld = isOver(steps) && waiting === 0;
  return isHeld ? { type: "held", words: `${words}.` } : { type: "going", words: `${words} so far.` };
}

function countShown(steps: readonly PageFact[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { step, call } of stepsOf(steps, "call")) {
    if (step === "shown" && call.does.type === "message") counts.set(call.id, (counts.get(call.id) ?? 0) + 1);
  }
  return counts;
}

/** Messages that Google keeps for the phone: neither shown, nor taken back, nor expired. */
function countWaiting(steps: readonly PageFact[]): number {
  const waiting = new Set<string>();
  for (const step of steps) {
    if (step.type === "call" && step.step === "queued" && step.call.does.type === "message") waiting.add(step.call.id);
    const ended = endOfWaiting(step);
    if (ended !== undefined) waiting.delete(ended);
  }
  return waiting.size;
}

/** Why acts were refused for good. */
function refusedOn(steps: readonly PageFact[]): readonly string[] {
  const reasons = stepsOf(steps, "logged").map(({ event, json }) =>
    event === "act_refused" ? (json as { readonly reason?: string }).reason : undefined,
  );
  return [...new Set(reasons.filter((reason) => reason !== undefined))];
}

/** Others are ours: the user has opted out, a person speaks, the time is over. */
function isOfGoogle(reason: string): boolean {
  return reason.startsWith("google-") || reason === "unreachable";
}

/** What became of the answers; the first words begin a sentence. */
function said(shown: number, waiting: number, sms: number): readonly string[] {
  const kept = [
    ...(shown > 0 ? [shown === 1 ? "One message was shown, once" : `${shown} messages were shown, each once`] : []),
    ...(waiting > 0 ? [`${waiting === 1 ? "1 message waits" : `${waiting} messages wait`} for the phone`] : []),
    ...(sms > 0 ? [`${shown + waiting > 0 ? "an" : "An"} SMS was sent in place of RCS`] : []),
  ];
  return kept.length === 0 ? ["Nothing was said"] : kept;
}

/** What went wrong on the way, and was survived. */
function metOn(steps: readonly PageFact[]): readonly string[] {
  const webhooks = stepsOf(steps, "webhook").filter(({ tells }) => tells === "user");
  const [genuine, forged] = [webhooks.filter(({ result }) => result !== "forged"), webhooks.length];
  const failed = stepsOf(steps, "answered").filter(({ status }) => status === "reset" || status >= 400);
  const deliveries = deliveriesOf(steps).filter(({ step }) => step === "begun");
  return [
    ...(genuine.length > 1 ? [`after ${genuine.length} webhooks`] : []),
    ...(forged > genuine.length ? ["after a forged one was refused"] : []),
    ...(deliveries.length > 1 ? [`in ${deliveries.length} deliveries`] : []),
    ...(failed.length > 0
      ? [`with ${failed.length === 1 ? "one call" : `${failed.length} calls`} that failed or had no answer`]
      : []),
  ];
}

/** Each delivery that began has ended, or the next try of it has, and the last of them well. */
function isOver(steps: readonly PageFact[]): boolean {
  const deliveries = deliveriesOf(steps);
  const ended = deliveries.filter(isEnded);
  const last = ended.at(-1);
  return last !== undefined && last.status < 300 && !deliveries.some((one) => isOpen(one, deliveries));
}

function isEnded(delivery: PageFactOf<"delivery">): delivery is Extract<PageFactOf<"delivery">, { step: "ended" }> {
  return delivery.step === "ended";
}

/** A function that was killed ends nothing: only the next try does. */
function isOpen(
  { function: name, attempt, seq }: PageFactOf<"delivery">,
  all: readonly PageFactOf<"delivery">[],
): boolean {
  const own = all.filter((one) => one.function === name && one.attempt === attempt);
  const begun = own.filter((one) => !isEnded(one)).length;
  const isTriedAgain = all.some((one) => one.function === name && one.attempt > attempt && one.seq > seq);
  return !isTriedAgain && begun > own.length - begun;
}

/** Those of the message itself: the receipts that follow are not its way to an answer. */
function deliveriesOf(steps: readonly PageFact[]): readonly PageFactOf<"delivery">[] {
  return stepsOf(steps, "delivery").filter((step) => step.function !== "receipts");
}

function stepsOf<T extends PageFact["type"]>(steps: readonly PageFact[], type: T): readonly PageFactOf<T>[] {
  return steps.filter((step): step is PageFactOf<T> => step.type === type);
}
