import { mayReach } from "../../shared/conversation/consent.ts";
import { newState } from "../../shared/conversation/state.ts";
import type { TurnId } from "../../shared/conversation/turn-id.ts";
import { turnPath } from "../../shared/store/paths.ts";
import type { StoredTurn } from "../../shared/store/stored-turn.ts";
import { withBrandConsent } from "../../shared/turn/brand-consent.ts";
import { askReach } from "../ask-reach.ts";
import type { Operator } from "../operator.ts";
import type { GoogleAccount } from "../set-up.ts";
import type { CampaignPerson } from "./read-people.ts";

/** Reads what history has of a campaign's messages, in the order of the people. */
export async function readTurns(
  people: readonly CampaignPerson[],
  { documents }: Pick<Operator, "documents">,
): Promise<readonly (StoredTurn | undefined)[]> {
  const found = await documents.get(people.map(({ to, turn }) => turnPath(to.conversation, turn)));
  // Only we write what a store holds of a turn; one that only receipts told of is none that was taken.
  return found.map((one) => {
    const stored = one?.members as StoredTurn | undefined;
    return stored?.type === undefined ? undefined : stored;
  });
}

/** True for who must not be told: they have unsubscribed from the agent or from another one of its brand. */
export async function hasOptedOut(
  { to, reply }: CampaignPerson,
  { history, directory }: Pick<Operator, "history" | "directory">,
): Promise<boolean> {
  const snapshot = await history.load(to.conversation);
  const { state = newState(to) } = await withBrandConsent(snapshot, to, { history, directory: await directory() });
  return !mayReach(state, reply);
}

/** True once a request is done: history has all of it, and nobody performs it any more. */
export async function isTaken(
  { to, turn }: { readonly to: CampaignPerson["to"]; readonly turn: TurnId },
  { history }: Pick<Operator, "history">,
): Promise<boolean> {
  const { journal, lease } = await history.load(to.conversation, turn);
  return journal?.isComplete === true && !journal.isAbandoned && lease?.turn !== turn;
}

/** Asks which people RCS does not reach. It tells how many it has asked about. */
export async function* findUnreachable(
  people: readonly CampaignPerson[],
  account: GoogleAccount,
  signal: AbortSignal,
): AsyncGenerator<number, ReadonlySet<CampaignPerson>> {
  const [first] = people;
  if (first === undefined) return new Set();
  const phones = people.map(({ to }) => to.address);
  const { reachable } = yield* askReach({ agent: first.to.agent, phones }, account, signal);
  return new Set(people.filter(({ to }) => !reachable.has(to.address)));
}
