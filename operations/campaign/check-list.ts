import { describeError } from "../../shared/base/describe-error.ts";
import type { Operator } from "../operator.ts";
import { partsOf } from "../parts-of.ts";
import { type GoogleAccount, isAbsent, whyAbsent } from "../set-up.ts";
import type { CampaignRequest } from "./campaign-request.ts";
import { findUnreachable, hasOptedOut, readTurns } from "./check-people.ts";
import type { CampaignPerson } from "./read-people.ts";
import { openLimitCheck, readTrafficLimits, type TrafficLimit } from "./traffic-limits.ts";

/** How far the check of a list is. */
export interface CheckProgress {
  readonly type: "progress";
  readonly step: "reach" | "history";
  readonly done: number;
  readonly of: number;
}

/** Who of a list is not written to, and what nobody could be asked. */
export type CheckedList = CheckedReach & CheckedHistory;

/** What Google tells of a list. */
interface CheckedReach {
  readonly unreachable: ReadonlySet<CampaignPerson>;
  readonly reachUnknown?: string;
  readonly limits: readonly TrafficLimit[];
  readonly limitsUnknown?: string;
}

/** What history tells of a list. */
interface CheckedHistory {
  readonly known: ReadonlySet<CampaignPerson>;
  readonly optedOut: ReadonlySet<CampaignPerson>;
  readonly overLimit: ReadonlySet<CampaignPerson>;
}

/** Asks Google and history about everybody of a list. Nobody is written to. */
export async function* checkList(
  people: readonly CampaignPerson[],
  { request, operator }: { readonly request: CampaignRequest; readonly operator: Operator },
  signal: AbortSignal,
): AsyncGenerator<CheckProgress, CheckedList> {
  const reached = yield* checkReach(people, { request, operator }, signal);
  const checked = yield* checkHistory(people, { limits: reached.limits, operator }, signal);
  return { ...reached, ...checked };
}

async function* checkReach(
  people: readonly CampaignPerson[],
  { request, operator }: { readonly request: CampaignRequest; readonly operator: Operator },
  signal: AbortSignal,
): AsyncGenerator<CheckProgress, CheckedReach> {
  const nobody = { unreachable: new Set<CampaignPerson>(), limits: [] };
  const [first] = people;
  if (first?.to.channel !== "rcs") return nobody;
  if (request.skipsReach === true) return { ...nobody, ...bothUnknown("it was not asked for") };
  const account = await operator.setUp.account();
  if (isAbsent(account)) return { ...nobody, ...bothUnknown(whyAbsent(account)) };
  const limits = await askLimits(first, account);
  const asking = findUnreachable(people, account, signal);
  for (;;) {
    const { done: isDone, value } = await asking.next();
    if (isDone === true) return { unreachable: value, ...limits };
    yield { type: "progress", step: "reach", done: value, of: people.length };
  }
}

function bothUnknown(why: string): Pick<CheckedReach, "reachUnknown" | "limitsUnknown"> {
  return { reachUnknown: why, limitsUnknown: why };
}

/** Another API than that of messages tells them: it may be off, or closed to whoever sends. Nothing need wait for that. */
async function askLimits(
  first: CampaignPerson,
  account: GoogleAccount,
): Promise<Pick<CheckedReach, "limits" | "limitsUnknown">> {
  try {
    return { limits: await readTrafficLimits(first, account) };
  } catch (error) {
    return { limits: [], limitsUnknown: describeError(error) };
  }
}

async function* checkHistory(
  people: readonly CampaignPerson[],
  { limits, operator }: { readonly limits: readonly TrafficLimit[]; readonly operator: Operator },
  signal: AbortSignal,
): AsyncGenerator<CheckProgress, CheckedHistory> {
  const isOverLimit = openLimitCheck(limits, operator);
  const known = new Set<CampaignPerson>();
  const optedOut = new Set<CampaignPerson>();
  const overLimit = new Set<CampaignPerson>();
  let done = 0;
  for (const part of partsOf(people)) {
    if (signal.aborted) break;
    const turns = await readTurns(part, operator);
    for (const person of part.filter((_, index) => turns[index] !== undefined)) known.add(person);
    const unknown = part.filter((person) => !known.has(person));
    for (const person of await those(unknown, (one) => hasOptedOut(one, operator))) optedOut.add(person);
    for (const person of await those(unknown, isOverLimit)) overLimit.add(person);
    done += part.length;
    yield { type: "progress", step: "history", done, of: people.length };
  }
  return { known, optedOut, overLimit };
}

async function those(
  people: readonly CampaignPerson[],
  is: (person: CampaignPerson) => Promise<boolean>,
): Promise<readonly CampaignPerson[]> {
  const answers = await Promise.all(people.map(is));
  return people.filter((_, index) => answers[index] === true);
}
