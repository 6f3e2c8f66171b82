import type { TrafficType } from "../base/agent.ts";
import type { Act } from "../conversation/act.ts";
import type { Fact } from "../conversation/journal.ts";
import type { ConversationState } from "../conversation/state.ts";

/** What becomes a service. A promotion stays one, and is refused. */
const REPLACED: readonly (TrafficType | undefined)[] = [undefined, "TRANSACTION"];

/** What is said to a user who has unsubscribed and has asked for it since is a service: the bot's words, and a person's. */
export function asService(acts: readonly Act[], fact: Fact, state: ConversationState): readonly Act[] {
  if (!state.consent?.isOptedOut || !isAskedFor(fact, state, state.consent.at)) return acts;
  return acts.map((act) =>
    act.do === "send" && REPLACED.includes(act.reply.trafficType)
      ? { ...act, reply: { ...act.reply, trafficType: "SERVICEREQUEST" }, isAskedFor: true }
      : act,
  );
}

/** True for what leads to something that the user has asked for since then. */
export function isAskedFor(fact: Fact, { lastSeen }: ConversationState, since: Date): boolean {
  if (fact.type === "message") return fact.at >= since;
  if (fact.type === "outbound" && fact.command.type === "say" && fact.command.speaker?.type !== "human") return false;
  return lastSeen !== undefined && lastSeen > since;
}
