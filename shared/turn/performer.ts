import { PermanentError, UnsupportedError } from "../base/errors.ts";
import type { Act } from "../conversation/act.ts";
import { refuseOptedOut } from "../conversation/consent.ts";
import type { Messengers } from "../ports/messenger.ts";
import type { Publisher } from "../ports/publisher.ts";
import { toPlainText } from "../reply/plain-text.ts";
import type { ActContext, PerformAct } from "./perform-acts.ts";
import { newsMessage, timerMessage } from "./queue-messages.ts";

/** Everything outside that an act reaches. */
export interface Channels {
  readonly messengers: Messengers;
  readonly publisher: Publisher;
}

/**
 * Performs acts through the channels. This is the last gate: no message passes it to a user who has opted out, and no words of
 * the bot when a person has the conversation by now.
 */
export function performer(channels: Channels): PerformAct {
  const { messengers, publisher } = channels;
  return async (act, context) => {
    switch (act.do) {
      case "send":
        return send(act, context, channels);
      case "announce": {
        const { notice: type, speaker } = act;
        return messengers["business-messages"].announce(context.fact, { id: context.id, type, speaker });
      }
      case "survey":
        return messengers["business-messages"].survey(context.fact, context.id);
      case "tellPeople":
        return tellPeople(act, context, publisher);
      case "setTimer":
        return publisher.publish("deadline", timerMessage(act, context));
    }
  };
}

async function send({ reply }: Extract<Act, { do: "send" }>, context: ActContext, channels: Channels): Promise<void> {
  const { fact, state, id } = context;
  if (reply.trafficType !== "ACKNOWLEDGEMENT" && isOverruled(context)) return refuseOverruled(context, channels);
  refuseOptedOut(state, reply);
  const messenger = channels.messengers[fact.channel];
  try {
    await messenger.send(fact, { id, reply });
  } catch (error) {
    // What the phone may lack a feature for is said in plain text, under the same id: Google has not used it.
    const plain = error instanceof UnsupportedError ? toPlainText(reply) : undefined;
    if (plain === undefined) throw error;
    await messenger.send(fact, { id, reply: plain });
  }
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
    await publisher.publish("handoff", newsMessage({ type: "said", content: fact.content }, context));
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
  await publisher.publish("handoff", newsMessage(news, context));
}
