import type { CallScope } from "../base/call-scope.ts";
import { describeError } from "../base/describe-error.ts";
import { PausedError, statusOf } from "../base/errors.ts";
import type { MessageId, OutgoingId } from "../base/ids.ts";
import type { Log } from "../base/log.ts";
import type { ConversationAddress } from "../conversation/address.ts";
import type { Messengers } from "../ports/messenger.ts";
import type { PauseGate, Speech } from "./pause-gate.ts";

/** What the user sees at once. Its failure stops nothing. */
export type Signal =
  | { readonly do: "markRead"; readonly to: ConversationAddress; readonly id: OutgoingId; readonly message: MessageId }
  | { readonly do: "showTyping"; readonly to: ConversationAddress; readonly id: OutgoingId }
  | { readonly do: "stopTyping"; readonly to: ConversationAddress; readonly id: OutgoingId };

/** What signals are sent with. */
export interface SignalPorts {
  readonly messengers: Messengers;
  readonly gate: PauseGate;
  readonly log: Log;
}

/** The time of a signal, and because of what it is sent: of the bot unless it is said. */
type SignalScope = CallScope & { readonly until: Date; readonly because?: Speech["because"] };

/**
 * Sends a signal. A failure is only logged, because a late signal would be worse than none.
 * @returns False when nothing is on the phone, because it is paused.
 */
export async function sendSignal(
  signal: Signal,
  { gate, messengers, log }: SignalPorts,
  { because = "bot", ...scope }: SignalScope,
): Promise<boolean> {
  const { channel, agent, conversation } = signal.to;
  try {
    // What stops says nothing.
    const isPermitted = signal.do === "stopTyping";
    const until = isPermitted ? scope.until : await gate.permit({ agent, because }, scope.until);
    await call(signal, messengers, { ...scope, until });
  } catch (error) {
    if (error instanceof PausedError) return false;
    const about = {
      channel,
      agent,
      conversation,
      call: signal.do,
      status: statusOf(error),
      error: describeError(error),
    };
    log("WARNING", "signal_failed", about);
  }
  return true;
}

function call(signal: Signal, messengers: Messengers, scope: CallScope): Promise<void> {
  const messenger = messengers[signal.to.channel];
  switch (signal.do) {
    case "markRead":
      return messenger.markRead(signal.to, signal, scope);
    case "showTyping":
      return messenger.showTyping(signal.to, signal.id, scope);
    case "stopTyping":
      return messenger.stopTyping(signal.to, signal.id, scope);
  }
}
