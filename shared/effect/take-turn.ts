import { PermanentError } from "../base/errors.ts";
import { describeError, type Log } from "../base/log.ts";
import { present } from "../base/present.ts";
import type { Bot } from "../bot/bot.ts";
import { checkExpiry, type Reply } from "../bot/reply.ts";
import type { InboundMessage } from "../inbound/inbound.ts";
import type { Destination } from "./effect.ts";
import type { Clock, History, Messenger, Outgoing, SettledReply } from "./ports.ts";

/** What a turn is taken with. */
export interface TurnPorts {
  readonly history: History;
  readonly messenger: Messenger;
  readonly bot: Bot;
  readonly clock: Clock;
  readonly log: Log;
  /** Settles when the live signals have left, so that no typing indicator can follow the answer. */
  readonly signals: Promise<void>;
}

/**
 * Answers one message: record it, decide the replies and record that decision, send, record that they left. The decision
 * is written before the first call, so a try after a crash says the same words under the same ids; what has left is not
 * sent again.
 * @throws PermanentError with reason `bad-reply` for an expiry that is past or too far away, before anything is sent.
 */
export async function takeTurn(message: InboundMessage, ports: TurnPorts): Promise<void> {
  const recorded = await ports.history.record(message);
  const replies = recorded.replies ?? (await recorded.settle(await decide(message, ports)));
  await ports.signals;
  for (const reply of replies) {
    if (!reply.isDone) await sendReply(message, reply, ports);
  }
}

/** Checked only here: replies that another try decided are sent as they are, and may have left before they expired. */
async function decide(message: InboundMessage, { bot, clock }: TurnPorts): Promise<readonly Reply[]> {
  const { channel, content, context, dialogflow } = message;
  const replies = await bot.answer({ channel, content, context: context ?? {}, ...present({ dialogflow }) });
  for (const reply of replies) checkExpiry(reply, clock.now());
  return replies;
}

async function sendReply(message: InboundMessage, { id, reply }: SettledReply, ports: TurnPorts): Promise<void> {
  const failure = await send(message, { id, reply }, ports);
  const outgoing: Outgoing = { id, reply, at: ports.clock.now() };
  await ports.history.recordOutgoing(message.conversation, failure === undefined ? outgoing : { ...outgoing, failure });
}

/** The reason when Google will never take it: the turn goes on, and history says why the user has no answer. */
async function send(
  to: Destination,
  reply: Pick<SettledReply, "id" | "reply">,
  { messenger, log }: TurnPorts,
): Promise<string | undefined> {
  try {
    await messenger.send(to, reply);
    return undefined;
  } catch (error) {
    if (!(error instanceof PermanentError)) throw error;
    const { channel, agent, conversation } = to;
    log("ERROR", "reply_refused", { channel, agent, conversation, reason: error.reason, error: describeError(error) });
    return error.reason;
  }
}
