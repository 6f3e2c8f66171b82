import type { Act } from "../conversation/act.ts";
import type { Fact, JournalEntry } from "../conversation/journal.ts";
import type { ConversationState } from "../conversation/state.ts";

/** What came of a turn, as the log tells it. Where nothing was said, it tells why. */
export type TurnOutcome =
  /** Google took an answer to the user's message. */
  | "answered"
  /** Google took a message that answers no message of the user's. */
  | "sent"
  /** An earlier delivery did all of it. */
  | "done-before"
  | "held-by-person"
  | "waiting-for-person"
  | "opted-out"
  /** The user was erased since. */
  | "erased"
  /** Google's own Dialogflow has answered. */
  | "answered-by-dialogflow"
  /** The message's time was over. */
  | "too-late"
  /** Another channel had taken it over before this delivery. */
  | "fell-back"
  /** Google, or a check of ours, refused all that was to be said. */
  | "refused"
  /** There was nothing to say. */
  | "nothing-to-say";

/** An act that was performed, or refused for ever with a reason. */
export interface PerformedAct {
  readonly do: Act["do"];
  readonly failure?: string;
}

/** A turn at its end. */
interface EndedTurn {
  readonly fact: Fact;
  readonly state: ConversationState;
  readonly entries: readonly JournalEntry[];
  /** By this delivery. */
  readonly performed: readonly PerformedAct[];
}

const BY_FAILURE: ReadonlyMap<string, TurnOutcome> = new Map([
  ["person-speaks", "held-by-person"],
  ["opted-out", "opted-out"],
  ["expired", "too-late"],
  ["fell-back", "fell-back"],
]);

/** Judges by what this delivery has said; where it said nothing, by what kept it from that. */
export function outcomeOf({ fact, state, entries, performed }: EndedTurn): TurnOutcome {
  const sends = performed.filter((act) => act.do === "send");
  if (sends.some(({ failure }) => failure === undefined)) return fact.type === "message" ? "answered" : "sent";
  const failure = sends.at(-1)?.failure;
  if (failure !== undefined) return BY_FAILURE.get(failure) ?? "refused";
  if (entries.some(({ act }) => act.do === "send")) return "done-before";
  return fact.type === "message" ? whySilent(fact, state) : "nothing-to-say";
}

function whySilent(
  { dialogflow }: Extract<Fact, { type: "message" }>,
  { mode, consent }: ConversationState,
): TurnOutcome {
  if (mode.type === "human") return "held-by-person";
  if (mode.type === "waiting") return "waiting-for-person";
  if (dialogflow?.isAutoResponded) return "answered-by-dialogflow";
  return consent?.isOptedOut ? "opted-out" : "nothing-to-say";
}
