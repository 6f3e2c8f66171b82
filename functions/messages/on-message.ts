import type { Plan, Signal } from "../../shared/effect/effect.ts";
import { outgoingId } from "../../shared/effect/outgoing-id.ts";
import type { InboundMessage } from "../../shared/inbound/inbound.ts";
import { isOptOutKeyword } from "../../shared/inbound/opt-out-keyword.ts";

/** READ and typing are for facts that ingress accepted less than two minutes ago, not for a backlog or a replay. */
const LIVE_MS = 120_000;

/** What a user's message makes us do: mark it read, show typing, answer. */
export function onMessage(message: InboundMessage, now: Date): Plan {
  const isLive = now.getTime() - message.received.getTime() < LIVE_MS;
  const read = isLive ? markRead(message) : [];
  if (!wantsAnswer(message)) return { first: read, work: [{ do: "record", fact: message }], last: [] };
  const typing: Signal = { do: "showTyping", to: message, id: outgoingId(message, "typing") };
  const stopped: Signal = { do: "stopTyping", to: message, id: outgoingId(message, "typing-stopped") };
  return {
    first: isLive ? [...read, typing] : [],
    work: [{ do: "takeTurn", message }],
    last: isLive ? [stopped] : [],
  };
}

/** A tap on a Business Messages suggestion and the older RCS form name no message of the user's. */
function markRead(fact: InboundMessage): readonly Signal[] {
  if (fact.message === undefined) return [];
  return [{ do: "markRead", to: fact, id: outgoingId(fact, "read"), message: fact.message }];
}

/** Google may have answered already; and a STOP belongs to an unsubscription, not to a conversation. */
function wantsAnswer({ channel, content, dialogflow }: InboundMessage): boolean {
  if (dialogflow?.isAutoResponded) return false;
  return !(channel === "rcs" && content.type === "text" && isOptOutKeyword(content.text));
}
