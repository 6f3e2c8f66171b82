import type { Bot } from "../../shared/bot/bot.ts";
import type { Head } from "../../shared/conversation/state.ts";
import type { EventDetails, InboundEvent } from "../../shared/inbound/inbound.ts";
import { changeSubscription } from "../../shared/turn/change-consent.ts";
import { callPerson, takeBack, takeBackLate } from "../../shared/turn/hand-over.ts";
import type { Decision } from "../../shared/turn/take-turn.ts";

/** What decides about an event, where the conversation's head has to do with it. */
type Decide = (head: Head, bot: Bot, now: Date) => Decision;

/** What an event makes of a conversation; `undefined` where it only has to be recorded. */
export function onEvent({ event, at }: Pick<InboundEvent & EventDetails, "event" | "at">): Decide | undefined {
  switch (event.type) {
    case "live-agent-requested":
      return (head, bot, now) => {
        const late = takeBackLate(head, bot, now);
        const called = callPerson(late.head, bot, now);
        return { ...called, acts: [...late.acts, ...called.acts] };
      };
    case "live-agent-withdrawn":
      return (head, bot) => (head.mode.type === "waiting" ? takeBack(head, "withdrawn", bot) : { acts: [], head });
    case "unsubscribed":
    case "subscribed":
      return (head, bot) => changeSubscription(head, { isOptedOut: event.type === "unsubscribed", at }, bot);
    case "typing":
    case "expired":
    case "launch":
      return undefined;
  }
}
