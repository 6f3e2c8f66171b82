import type { Address, AgentId } from "../shared/base/ids.ts";
import { regionOf } from "../shared/google/rcs/region.ts";
import type { Reach } from "../shared/ports/reach.ts";
import { partsOf } from "./parts-of.ts";
import type { GoogleAccount } from "./set-up.ts";

/** Which phones RCS reaches with the agent; nothing was sampled where each was asked about by itself. */
export interface AskedReach extends Omit<Reach, "reachable"> {
  readonly reachable: ReadonlySet<Address>;
}

/** Who is asked about. */
interface ReachQuestion {
  readonly agent: AgentId;
  readonly phones: readonly Address[];
}

type Ask = (question: ReachQuestion, account: GoogleAccount) => Promise<Reach>;

/** Google takes no fewer of a region at once. */
const LEAST_OF_A_BATCH = 500;

/**
 * Asks which phones RCS reaches: many at once where Google takes that, and else one by one. It tells how many it has asked about; when
 * it is stopped, the others count as not reached.
 */
export async function* askReach(
  { agent, phones }: ReachQuestion,
  account: GoogleAccount,
  signal: AbortSignal,
): AsyncGenerator<number, AskedReach> {
  const answers: Reach[] = [];
  let asked = 0;
  for (const { part, ask } of questionsOf([...new Set(phones)])) {
    if (signal.aborted) break;
    answers.push(await ask({ agent, phones: part }, account));
    asked += part.length;
    yield asked;
  }
  return {
    reachable: new Set(answers.flatMap(({ reachable }) => reachable)),
    sampled: answers.reduce((sum, answer) => sum + answer.sampled, 0),
    sampledReachable: answers.reduce((sum, answer) => sum + answer.sampledReachable, 0),
  };
}

function questionsOf(phones: readonly Address[]): readonly { readonly part: readonly Address[]; readonly ask: Ask }[] {
  const regions = [...Map.groupBy(phones, regionOf).values()];
  return regions.flatMap((some) =>
    some.length >= LEAST_OF_A_BATCH
      ? [{ part: some, ask: askAll }]
      : partsOf(some).map((part) => ({ part, ask: askEach })),
  );
}

const askAll: Ask = ({ agent, phones }, { reach }) => reach.findReachable(agent, phones);

const askEach: Ask = async ({ agent, phones }, { capabilities }) => {
  const found = await Promise.all(phones.map((address) => capabilities.check({ agent, address })));
  const reachable = phones.filter((_, index) => found[index]?.type === "reachable");
  return { reachable, sampled: 0, sampledReachable: 0 };
};
