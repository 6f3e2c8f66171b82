import { PermanentError, UnsupportedError } from "../base/errors.ts";
import type { Act } from "../conversation/act.ts";
import { refuseOptedOut } from "../conversation/consent.ts";
import type { Messengers } from "../ports/messenger.ts";
import type { Publisher } from "../ports/publisher.ts";
import { toPlainText } from "../reply/plain-text.ts";
import type { Reply } from "../reply/reply.ts";
import type { ActContext, PerformAct } from "./perform-acts.ts";
import { newsMessage, timerMessage } from "./queue-messages.ts";

/** The world, as acts touch it. */
export interface Channels {
  readonly messengers: Messengers;
  readonly publisher: Publisher;
}

/**
 * Performs acts on the world. This is the last gate: here ends a message to a user who has opted out, and what the bot has
 * left to say when a person has the conversation meanwhile.
 */
export function performer({ messengers, publisher }: Channels): PerformAct {
  return async (act, what) => {
    switch (act.do) {
      case "send":
        await refuseLateWords(act.reply, what, publisher);
        return send(act, what, messengers);
      case "announce":
        return messengers["business-messages"].announce(what.fact, {
          id: what.id,
          type: act.notice,
          speaker: act.speaker,
        });
      case "survey":
        return messengers["business-messages"].survey(what.fact, what.id);
      case "tellPeople":
        return tellPeople(act, what, publisher);
      case "setTimer":
        return publisher.publish("deadline", timerMessage(act, what));
    }
  };
}

/** What the phone may lack a feature for is said in plain text, under the same id: Google has not used it. */
async function send({ reply }: Extract<Act, { do: "send" }>, what: ActContext, messengers: Messengers): Promise<void> {
  const { fact, state, id } = what;
  refuseOptedOut(state, reply);
  const messenger = messengers[fact.channel];
  try {
    await messenger.send(fact, { id, reply });
  } catch (error) {
    const plain = error instanceof UnsupportedError ? toPlainText(reply) : undefined;
    if (plain === undefined) throw error;
    await messenger.send(fact, { id, reply: plain });
  }
}

/** What the bot left to say before a person came is said no more; the person then hears what it was to answer. */
async function refuseLateWords(reply: Reply, what: ActContext, publisher: Publisher): Promise<void> {
  if (reply.trafficType === "ACKNOWLEDGEMENT" || !isTooLate(what)) return;
  const { fact } = what;
  if (fact.type === "message")
    await publisher.publish("handoff", newsMessage({ type: "said", content: fact.content }, what));
  throw new PermanentError("person-speaks", "Cannot send: a person has the conversation meanwhile");
}

/** Neither is the bot asked nor a deadline met while a person speaks: so it was before, and its turn was held up too long. */
function isTooLate({ fact, state }: ActContext): boolean {
  return (fact.type === "message" || fact.type === "timer") && state.mode.type === "human";
}

async function tellPeople(
  { news }: Extract<Act, { do: "tellPeople" }>,
  what: ActContext,
  publisher: Publisher,
): Promise<void> {
  if (news.type === "ended" && isTooLate(what)) {
    throw new PermanentError("person-speaks", "Cannot tell that nobody came: a person has the conversation meanwhile");
  }
  await publisher.publish("handoff", newsMessage(news, what));
}
