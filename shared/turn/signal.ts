import { statusOf } from "../base/errors.ts";
import type { MessageId, OutgoingId } from "../base/ids.ts";
import { describeError, type Log } from "../base/log.ts";
import type { ConversationAddress } from "../conversation/address.ts";
import type { Messengers } from "../ports/messenger.ts";

/** What the user sees at once. Its failure stops nothing. */
export type Signal =
  | { readonly do: "markRead"; readonly to: ConversationAddress; readonly id: OutgoingId; readonly message: MessageId }
  | { readonly do: "showTyping"; readonly to: ConversationAddress; readonly id: OutgoingId }
  | { readonly do: "stopTyping"; readonly to: ConversationAddress; readonly id: OutgoingId };

/** Sends signals beside each other. A failure is only logged, because a late signal would be worse than none. */
export async function sendSignals(
  signals: readonly Signal[],
  ports: { readonly messengers: Messengers; readonly log: Log },
): Promise<void> {
  await Promise.all(
    signals.map(async (signal) => {
      const { channel, agent, conversation } = signal.to;
      try {
        await call(signal, ports.messengers);
      } catch (error) {
        const about = {
          channel,
          agent,
          conversation,
          call: signal.do,
          status: statusOf(error),
          error: describeError(error),
        };
        ports.log("WARNING", "signal_failed", about);
      }
    }),
  );
}

function call(signal: Signal, messengers: Messengers): Promise<void> {
  const messenger = messengers[signal.to.channel];
  switch (signal.do) {
    case "markRead":
      return messenger.markRead(signal.to, signal);
    case "showTyping":
      return messenger.showTyping(signal.to, signal.id);
    case "stopTyping":
      return messenger.stopTyping(signal.to, signal.id);
  }
}
