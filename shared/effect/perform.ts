import { PermanentError } from "../base/errors.ts";
import type { Act } from "./act.ts";
import { mayReach } from "./opt-out.ts";
import { deadlineMessage, newsMessage } from "./own-message.ts";
import type { Performance, Performer } from "./perform-acts.ts";
import type { Messengers, Publisher } from "./ports.ts";

/** The world, as acts touch it. */
export interface World {
  readonly messengers: Messengers;
  readonly publisher: Publisher;
}

/** Performs acts on the world. This is the last gate: a message to a user who has opted out ends here. */
export function performer({ messengers, publisher }: World): Performer {
  return async (act, what) => {
    switch (act.do) {
      case "send":
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
        return publisher.publish("handoff", newsMessage(act.news, what));
      case "setDeadline":
        return publisher.publish("deadline", deadlineMessage(act, what));
    }
  };
}

function send({ reply }: Extract<Act, { do: "send" }>, what: Performance, messengers: Messengers): Promise<void> {
  if (!mayReach(what.head, reply)) {
    throw new PermanentError("opted-out", "Cannot send: the user has unsubscribed, and the message is not essential");
  }
  return messengers[what.fact.channel].send(what.fact, { id: what.id, reply });
}
