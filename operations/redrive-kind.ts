import type { QueueMessage } from "../shared/envelope/push-request.ts";
import type { Kind } from "../shared/ports/topic.ts";
import { isChosen, type KeptKind } from "./kept-choice.ts";
import type { Operator } from "./operator.ts";
import { type HeldKept, holdKept, type KeptOne } from "./read-kept.ts";
import type { OpenRecord } from "./record-access.ts";
import { countsOf, type RedriveRequest, type RedriveStep } from "./redrive-facts.ts";
import { sendAgain, type ToSend } from "./send-again.ts";

/** As what a kept message is published again, or why it cannot be. */
export type RouteKept = (
  one: KeptOne,
) => { readonly to: Kind; readonly message: QueueMessage } | { readonly why: string };

/** One kind's part of a run. */
export interface RedriveRun {
  readonly request: RedriveRequest;
  readonly route: RouteKept;
  readonly operator: Operator;
  readonly signal: AbortSignal;
  readonly startedAt: Date;
  /** How many more may be redriven. */
  readonly most: number;
  /** How long to wait before the first. */
  readonly settleMs: number;
  /** Opens the record of this run, once. */
  readonly record: () => Promise<OpenRecord>;
}

const DEFAULT_BATCH = 20;

/** Publishes again what is kept of one kind, a batch at a time. All of it is read before, because it is kept in no order. */
export async function* redriveKind(kind: KeptKind, run: RedriveRun): AsyncGenerator<RedriveStep> {
  const { request, operator, signal, most } = run;
  const size = Math.max(1, request.batch ?? DEFAULT_BATCH);
  await using held = await holdKept(kind, operator);
  const chosen: ToSend[] = [];
  for await (const one of held.read(signal)) {
    const taken = take(one, run);
    if ("type" in taken) yield taken;
    else chosen.push(taken);
  }
  const oldest = chosen.toSorted((one, other) => one.fact.published.localeCompare(other.fact.published)).slice(0, most);
  if (oldest.length > 0) yield* settle(run);
  for (let begin = 0; begin < oldest.length && !signal.aborted; begin += size)
    yield* send(oldest.slice(begin, begin + size), held, run);
}

/** Waits until what was published of the kind before has been handled. */
async function* settle({ settleMs, operator, signal }: RedriveRun): AsyncGenerator<RedriveStep> {
  if (settleMs === 0 || signal.aborted) return;
  yield { type: "waiting", ms: settleMs };
  await operator.clock.sleep(settleMs, signal);
}

/** Chooses a message, or tells why it is left. */
function take(one: KeptOne, { request, route, startedAt }: RedriveRun): ToSend | RedriveStep {
  const { fact, kept } = one;
  if (!isChosen(request, fact)) return { type: "left", id: fact.id, as: "notMeant" };
  // Else what dies again at once would go round for ever.
  if (kept.published >= startedAt) return { type: "left", id: fact.id, as: "newer" };
  const routed = route(one);
  return "why" in routed ? { type: "stays", id: fact.id, why: routed.why } : { ...one, ...routed };
}

/** Sends a batch, whole: it stops before one or after it. */
async function* send(batch: readonly ToSend[], held: HeldKept, run: RedriveRun): AsyncGenerator<RedriveStep> {
  const { request, operator } = run;
  const tell = ({ fact, to }: ToSend, isDryRun: boolean) => ({ type: "redriven", ...fact, to, isDryRun }) as const;
  if (request.isDryRun === true) return yield* batch.map((one) => tell(one, true));
  const record = await run.record();
  const { done, failure } = await sendAgain(batch, held, operator);
  if (done.length > 0) await record.count(countsOf(done.map(({ fact }) => fact)));
  yield* done.map((one) => tell(one, false));
  // An embedded database lets nothing else happen meanwhile: Ctrl-C must be heard between two batches.
  await operator.clock.sleep(0);
  if (failure !== undefined) throw failure;
}
