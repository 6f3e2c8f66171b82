import { present } from "../../shared/base/present.ts";
import { seenAt } from "../../shared/conversation/state.ts";
import type { InboundEvent } from "../../shared/inbound/inbound.ts";
import { changeConsent } from "../../shared/turn/change-consent.ts";
import { type Decide, inOrder } from "../../shared/turn/decision.ts";
import { callPerson, takeBack, takeBackIfOverdue } from "../../shared/turn/hand-over.ts";

/** What an event makes of a conversation: the user wants a person, or no more, or changes consent. Others change nothing. */
export const onEvent: Decide<InboundEvent> = ({ event, at, isEstimated }, state, now) => {
  switch (event.type) {
    case "live-agent-requested": {
      const overdue = takeBackIfOverdue(state, now);
      // Who has unsubscribed hears from people, because they were asked for.
      return inOrder(overdue, callPerson(seenAt(overdue.state, at), { why: "user" }, now));
    }
    case "live-agent-withdrawn":
      return state.mode.type === "waiting" ? takeBack(state, "withdrawn", now.bot) : { acts: [], state };
    case "unsubscribed":
    case "subscribed":
      return changeConsent(
        state,
        { isOptedOut: event.type === "unsubscribed", by: "event", at, ...present({ isEstimated }) },
        now.bot,
      );
    case "typing":
    case "expired":
    case "launch":
      return { acts: [], state };
  }
};
