import { optional, shape, text } from "../../shared/base/json.ts";
import { askReach } from "../ask-reach.ts";
import { countOf } from "../count-of.ts";
import type { Operation } from "../operation.ts";
import { readPhones } from "../people/address-of.ts";
import { firstMistakes, type ListMistake, listMistakes, listRows } from "../people/list-row.ts";
import { openAgent } from "./open-agent.ts";

const readReachRequest = shape({
  agent: optional(text),
  people: listRows,
  /** What is wrong with the file itself. */
  mistakes: optional(listMistakes),
});

/** How many of a list RCS reaches with the agent, and which. */
export interface CheckedReachFact {
  readonly type: "reach";
  readonly agent: string;
  readonly asked: number;
  readonly reachable: readonly string[];
  /** Over all carriers, also those with which the agent is not launched: of so many, so many. None where each was asked about alone. */
  readonly sampled: number;
  readonly sampledReachable: number;
}

/** What asking tells. */
export type ReachFact =
  | ({ readonly type: "mistake" } & ListMistake)
  | { readonly type: "progress"; readonly done: number; readonly of: number }
  | CheckedReachFact;

/** Asks Google which phones of a list RCS reaches: many at once, and one by one where a region has too few for that. Nobody is written to. */
export const checkReach: Operation<ReturnType<typeof readReachRequest>, ReachFact> = {
  name: "check-reach",
  read: readReachRequest,
  async *run({ agent: named, people, mistakes: ofFile = [] }, operator, signal) {
    const read = readPhones(people);
    const mistakes = [...ofFile, ...("mistakes" in read ? read.mistakes : [])];
    if ("mistakes" in read || mistakes.length > 0) {
      yield* firstMistakes(mistakes).map((mistake) => ({ type: "mistake", ...mistake }) as const);
      throw new Error(`${countOf(mistakes.length, "mistake")} in the list: nobody was asked`);
    }
    const { agent, account } = await openAgent(operator, named);
    const { phones } = read;
    const asking = askReach({ agent, phones }, account, signal);
    let next = await asking.next();
    for (; next.done !== true; next = await asking.next())
      yield { type: "progress", done: next.value, of: phones.length };
    if (signal.aborted) return;
    const { reachable, sampled, sampledReachable } = next.value;
    const ordered = phones.filter((phone) => reachable.has(phone));
    yield { type: "reach", agent, asked: phones.length, reachable: ordered, sampled, sampledReachable };
  },
};
