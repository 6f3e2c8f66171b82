import type { OutboundCommand, OutboundRequest } from "../../shared/conversation/outbound-request.ts";
import { newState } from "../../shared/conversation/state.ts";
import { outgoingId, turnId } from "../../shared/conversation/turn-id.ts";
import type { SleepClock } from "../../shared/ports/clock.ts";
import type { History } from "../../shared/ports/history.ts";
import { type SignalPorts, sendSignal } from "../../shared/turn/send-signal.ts";
import type { TimeBudget } from "../../shared/turn/time-budget.ts";
import type { TurnOutcome } from "../../shared/turn/turn-outcome.ts";

interface TypingPorts extends SignalPorts {
  readonly history: Pick<History, "load">;
  readonly clock: SleepClock;
}

/**
 * Shows the user that the person who has the conversation is writing: one read, and no write. Whoever has not joined, or comes too
 * late, shows nothing, and so does a replay: nobody writes any more.
 */
export async function showPersonTyping(
  request: OutboundRequest,
  { speaker, expiry }: Extract<OutboundCommand, { type: "typing" }>,
  ports: TypingPorts,
  budget: TimeBudget,
): Promise<TurnOutcome> {
  const isOver = expiry.type === "at" && Date.parse(expiry.at) <= ports.clock.now().getTime();
  if (isOver || request.replay !== undefined) return "too-late";
  const { state = newState(request) } = await ports.history.load(request.conversation);
  const { mode, consent } = state;
  if (mode.type !== "human" || mode.speaker.displayName !== speaker.displayName) return "nothing-to-say";
  if (consent?.isOptedOut) return "opted-out";
  const id = outgoingId(turnId(request), "typing-0");
  const isShown = await sendSignal({ do: "showTyping", to: request, id }, ports, { ...budget, because: "outbound" });
  return isShown ? "sent" : "nothing-to-say";
}
