import { present } from "../../shared/base/present.ts";
import { type CostClass, costOf } from "../cost-class.ts";
import { countOf } from "../count-of.ts";
import type { Operation } from "../operation.ts";
import type { Operator } from "../operator.ts";
import { firstMistakes, type ListMistake } from "../people/list-row.ts";
import { checkProgress } from "./campaign-progress.ts";
import { type CampaignRequest, readCampaign } from "./campaign-request.ts";
import { type CheckedList, type CheckProgress, checkList } from "./check-list.ts";
import { openDaylight } from "./day-hours.ts";
import { type CampaignPerson, readPeople } from "./read-people.ts";
import { sleepersOf } from "./sleepers.ts";
import type { TrafficLimit } from "./traffic-limits.ts";

/** What planning a campaign tells. Nothing is sent. */
export type PlanFact = ({ readonly type: "mistake" } & ListMistake) | CheckProgress | CampaignPlan;

/** What a campaign would do now. */
export interface CampaignPlan {
  readonly type: "plan";
  readonly name: string;
  readonly agent: string;
  readonly people: number;
  /** They have the message already, or it is on its way. */
  readonly known: number;
  readonly optedOut: number;
  readonly unreachable: number;
  /** Of the others, those who have had as many first messages of the agent as their country's traffic limit allows. */
  readonly overLimit: number;
  /** RCS does not reach them, or no more by the limit, and another channel will say it. */
  readonly byFallback: number;
  readonly toSend: number;
  /** Of those to send to, for whom it is night now, and when the first of them wakes. */
  readonly asleep: number;
  readonly firstWakes?: string;
  /** What is sent now and later, by cost class: messages, or segments of `us-rich`. */
  readonly costs: Readonly<Partial<Record<CostClass, number>>>;
  /** Why nobody was asked whom RCS reaches. */
  readonly reachUnknown?: string;
  /** Those of the agent, as Google tells them. */
  readonly limits: readonly TrafficLimit[];
  /** Why nobody told them: none counts beforehand, and Google refuses what is too much. */
  readonly limitsUnknown?: string;
  /** The lines of the people whom RCS does not reach, and of those over the limit. */
  readonly unreachableLines: readonly number[];
  readonly overLimitLines: readonly number[];
}

/** Checks a whole campaign and tells what it would do. Nothing is sent or kept. */
export const planCampaign: Operation<CampaignRequest, PlanFact> = {
  name: "campaign-plan",
  read: readCampaign,
  async *run(request, operator, signal) {
    const read = readPeople(request, await operator.directory(), operator.clock);
    if ("mistakes" in read) {
      yield* firstMistakes(read.mistakes).map((mistake) => ({ type: "mistake", ...mistake }) as const);
      throw new Error(`${countOf(read.mistakes.length, "mistake")} in the list: nothing was sent`);
    }
    const { people } = read;
    await checkProgress(request, people, operator);
    const checked = yield* checkList(people, { request, operator }, signal);
    if (signal.aborted) return;
    yield planOf(request, { people, checked }, operator);
  },
};

function planOf(
  { name, hours, hoursOf = [] }: CampaignRequest,
  { people, checked }: { readonly people: readonly CampaignPerson[]; readonly checked: CheckedList },
  { clock }: Operator,
): CampaignPlan {
  const { known, optedOut, unreachable, overLimit, limits, reachUnknown, limitsUnknown } = checked;
  const wanted = people.filter((person) => !known.has(person) && !optedOut.has(person));
  const isByRcs = (person: CampaignPerson) => !unreachable.has(person) && !overLimit.has(person);
  const isLost = (person: CampaignPerson) => !isByRcs(person) && !person.hasFallback;
  const toSend = wanted.filter((person) => !isLost(person));
  const { asleep, firstWakes } = sleepersOf(toSend, openDaylight(hours, hoursOf), clock.now());
  const unreached = wanted.filter((person) => isLost(person) && unreachable.has(person));
  const tooMany = wanted.filter((person) => isLost(person) && !unreachable.has(person));
  return {
    type: "plan",
    name,
    agent: people[0]?.to.agent ?? "",
    people: people.length,
    known: known.size,
    optedOut: optedOut.size,
    unreachable: unreached.length,
    overLimit: tooMany.length,
    byFallback: toSend.filter((person) => !isByRcs(person)).length,
    toSend: toSend.length,
    asleep,
    costs: costsOf(toSend.filter(isByRcs)),
    limits,
    unreachableLines: linesOf(unreached),
    overLimitLines: linesOf(tooMany),
    ...present({ firstWakes: firstWakes?.toISOString(), reachUnknown, limitsUnknown }),
  };
}

function costsOf(people: readonly CampaignPerson[]): CampaignPlan["costs"] {
  const costs: Partial<Record<CostClass, number>> = {};
  for (const { reply, to } of people.filter(({ to }) => to.channel === "rcs")) {
    const { costClass, units } = costOf(reply, to.address);
    costs[costClass] = (costs[costClass] ?? 0) + units;
  }
  return costs;
}

function linesOf(people: readonly CampaignPerson[]): readonly number[] {
  return people.map(({ line }) => line);
}
