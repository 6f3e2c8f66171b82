import { inDoubt, isInDoubt, PermanentError, UnsupportedError } from "../base/errors.ts";
import type { Act } from "../conversation/act.ts";
import { refuseOptedOut } from "../conversation/consent.ts";
import type { Clock } from "../ports/clock.ts";
import type { Messengers } from "../ports/messenger.ts";
import type { Publisher } from "../ports/publisher.ts";
import type { Timers } from "../ports/timers.ts";
import { toPlainText } from "../reply/plain-text.ts";
import type { Reply } from "../reply/reply.ts";
import type { ActContext, PerformAct } from "./perform-acts.ts";
import { newsMessage, timerMessage } from "./queue-messages.ts";

/** Everything outside that an act reaches. */
export interface Channels {
  readonly messengers: Messengers;
  readonly publisher: Publisher;
  readonly timers: Timers;
  readonly clock: Clock;
}

/**
 * Performs acts through the channels. This is the last gate: no message passes it to a user who has opted out, and no words of
 * the bot when a person has the conversation by now.
 */
export function performer(channels: Channels): PerformAct {
  const { messengers, publisher, timers } = channels;
  return async (act, context) => {
    switch (act.do) {
      case "send":
        return send(act, context, channels);
      case "announce": {
        const { notice: type, speaker } = act;
        return messengers["business-messages"].announce(context.fact, { id: context.id, type, speaker }, context.until);
      }
      case "survey":
        return messengers["business-messages"].survey(context.fact, context.id, context.until);
      case "tellPeople":
        return tellPeople(act, context, publisher);
      case "setTimer":
        return timers.set(timerMessage(act, context), context.until);
    }
  };
}

async function send({ reply }: Extract<Act, { do: "send" }>, context: ActContext, channels: Channels): Promise<void> {
  const { fact, state, id, until } = context;
  if (reply.trafficType !== "ACKNOWLEDGEMENT" && isOverruled(context)) return refuseOverruled(context, channels);
  refuseOptedOut(state, reply);
  refuseExpired(reply, channels.clock.now());
  const messenger = channels.messengers[fact.channel];
  try {
    await messenger.send(fact, { id, reply }, until);
  } catch (error) {
    // What the phone may lack a feature for is said in plain text, under the same id: if Google has used it, it ignores this.
    const plain = error instanceof UnsupportedError ? toPlainText(reply) : undefined;
    if (plain === undefined) throw error;
    await messenger.send(fact, { id, reply: plain }, until).catch((second: unknown) => {
      throw isInDoubt(error) ? inDoubt(second) : second;
    });
  }
}

/** Counted from the fact, whatever held it up: the queue, Google, or a replay. */
export function refuseExpired({ expiry }: Pick<Reply, "expiry">, now: Date): void {
  if (expiry?.type !== "at" || now.getTime() < Date.parse(expiry.at)) return;
  throw new PermanentError("expired", "Cannot send: the message's time is over");
}

/**
 * True when a person took the conversation after the bot or a timer had decided. While a person has it, the bot is not asked
 * and no timer decides anything.
 */
function isOverruled({ fact, state }: ActContext): boolean {
  return (fact.type === "message" || fact.type === "timer") && state.mode.type === "human";
}

/** The bot does not speak over a person. The person hears what the bot was to answer. */
async function refuseOverruled(context: ActContext, { publisher }: Channels): Promise<never> {
  const { fact } = context;
  if (fact.type === "message") {
    await publisher.publish("handoff", newsMessage({ type: "said", content: fact.content }, context), context.until);
  }
  throw new PermanentError("person-speaks", "Cannot send: a person has the conversation meanwhile");
}

async function tellPeople(
  { news }: Extract<Act, { do: "tellPeople" }>,
  context: ActContext,
  publisher: Publisher,
): Promise<void> {
  if (news.type === "ended" && isOverruled(context)) {
    throw new PermanentError("person-speaks", "Cannot tell that nobody came: a person has the conversation meanwhile");
  }
  await publisher.publish("handoff", newsMessage(news, context), context.until);
}
