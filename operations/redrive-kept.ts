import { type Json, number, refuse } from "../shared/base/json.ts";
import { present } from "../shared/base/present.ts";
import { type KeptKind, kindsWith } from "./kept-choice.ts";
import type { Operator } from "./operator.ts";
import { type OpenRecord, recordAccess } from "./record-access.ts";
import { NO_TALLY, type RedriveFact, type RedriveRequest, type RedriveStep, tally } from "./redrive-facts.ts";
import { type RedriveRun, type RouteKept, redriveKind } from "./redrive-kind.ts";
import { notFound } from "./show-kept.ts";

/** What differs between dead letters and parked webhooks. */
export interface RedriveRules {
  readonly kinds: readonly KeptKind[];
  /** For the record. */
  readonly did: string;
  readonly route: RouteKept;
}

/** A function handles within seconds what is published, unless something is away. */
const DEFAULT_SETTLE_MS = 30_000;
const OF_USERS: readonly KeptKind[] = ["message", "event", "receipt"];

/** Reads how many. */
export function readCount(json: Json): number {
  const count = number(json);
  return Number.isSafeInteger(count) && count >= 0 ? count : refuse(json, "a whole number from 0");
}

/** Publishes kept messages again, in batches. @throws Error for ids that nothing has, when all others are done. */
export async function* redriveKept(
  request: RedriveRequest,
  rules: RedriveRules,
  context: { readonly operator: Operator; readonly signal: AbortSignal },
): AsyncGenerator<RedriveFact> {
  const { isDryRun = false, limit = Number.POSITIVE_INFINITY, ids = [] } = request;
  const missing = new Set(ids);
  const record = recordOnce(request, rules, context.operator);
  let sum = NO_TALLY;
  for await (const step of redriveKinds(request, rules, { ...context, record: record.open })) {
    sum = tally(sum, step);
    if (step.type === "redriven" || step.type === "stays") missing.delete(step.id);
    if (step.type !== "left") yield step;
  }
  if (context.signal.aborted) return;
  yield { type: "summary", isDryRun, ...sum, ...record.made() };
  if (missing.size > 0 && sum.redriven < limit) throw notFound([...missing]);
}

async function* redriveKinds(
  request: RedriveRequest,
  rules: RedriveRules,
  context: Pick<RedriveRun, "operator" | "signal" | "record">,
): AsyncGenerator<RedriveStep> {
  const startedAt = context.operator.clock.now();
  const settle = settling(request);
  let most = request.limit ?? Number.POSITIVE_INFINITY;
  for (const kind of kindsWith(request, rules.kinds)) {
    if (context.signal.aborted || most <= 0) return;
    const run = { ...context, request, route: rules.route, startedAt, most, settleMs: settle.before(kind) };
    for await (const step of redriveKind(kind, run)) {
      settle.see(step);
      if (step.type === "redriven") most -= 1;
      yield step;
    }
  }
}

/** Before anything that we say ourselves, what users have done is handled: an opt-out among it must count. */
function settling({ settleMs = DEFAULT_SETTLE_MS, isDryRun = false }: RedriveRequest) {
  let isDue = false;
  return {
    before: (kind: KeptKind) => (isDue && !isDryRun && !OF_USERS.includes(kind) ? settleMs : 0),
    see(step: RedriveStep): void {
      if (step.type === "waiting") isDue = false;
      else if (step.type === "redriven") isDue ||= OF_USERS.includes(step.kind);
    },
  };
}

/** The record of who redrove what: made before the first is published. */
function recordOnce(
  { by, kinds, reasons, conversation, ids }: RedriveRequest,
  { did }: RedriveRules,
  operator: Operator,
) {
  let record: Promise<OpenRecord> | undefined;
  let path: string | undefined;
  const about = {
    kinds: kinds ?? "all",
    reasons: reasons ?? "all",
    conversation: conversation ?? "all",
    ids: ids ?? "all",
  };
  return {
    open: async () => {
      record ??= recordAccess(operator, { by, did, about });
      ({ path } = await record);
      return record;
    },
    made: () => present({ record: path }),
  };
}
