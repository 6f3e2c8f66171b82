import type { Bot } from "../../shared/bot/bot.ts";
import type { ConversationState } from "../../shared/conversation/state.ts";
import type { EventDetails, InboundEvent } from "../../shared/inbound/inbound.ts";
import { changeConsent } from "../../shared/turn/change-consent.ts";
import { callPerson, takeBack, takeBackLate } from "../../shared/turn/hand-over.ts";
import type { Decision } from "../../shared/turn/take-turn.ts";

/** What decides about an event, where the conversation's state has to do with it. */
type Decide = (state: ConversationState, bot: Bot, now: Date) => Decision;

/** What an event makes of a conversation; `undefined` where it only has to be recorded. */
export function onEvent({ event, at }: Pick<InboundEvent & EventDetails, "event" | "at">): Decide | undefined {
  switch (event.type) {
    case "live-agent-requested":
      return (state, bot, now) => {
        const late = takeBackLate(state, bot, now);
        const called = callPerson(late.state, bot, now);
        return { ...called, acts: [...late.acts, ...called.acts] };
      };
    case "live-agent-withdrawn":
      return (state, bot) => (state.mode.type === "waiting" ? takeBack(state, "withdrawn", bot) : { acts: [], state });
    case "unsubscribed":
    case "subscribed":
      return (state, bot) => changeConsent(state, { isOptedOut: event.type === "unsubscribed", at }, bot);
    case "typing":
    case "expired":
    case "launch":
      return undefined;
  }
}
