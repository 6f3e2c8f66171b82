import type { Effect } from "../../shared/effect/effect.ts";
import { outgoingId } from "../../shared/effect/outgoing-id.ts";
import type { InboundMessage } from "../../shared/inbound/inbound.ts";
import { isOptOutKeyword } from "../../shared/inbound/opt-out-keyword.ts";
import type { Moment } from "../subscribe.ts";

/** What a user's message makes us do: mark it read, show typing, answer. The signals are for the living only. */
export function onMessage(message: InboundMessage, { isLive }: Moment): readonly Effect[] {
  const read: readonly Effect[] = isLive ? markRead(message) : [];
  if (!wantsAnswer(message)) return [...read, { do: "record", fact: message }];
  const turn: Effect = { do: "takeTurn", message };
  if (!isLive) return [turn];
  const id = outgoingId(message, "typing");
  const stopped = outgoingId(message, "typing-stopped");
  return [...read, { do: "showTyping", to: message, id }, turn, { do: "stopTyping", to: message, id: stopped }];
}

/** A tap on a Business Messages suggestion and the older RCS form name no message of the user's. */
function markRead(message: InboundMessage): readonly Effect[] {
  if (message.message === undefined) return [];
  return [{ do: "markRead", to: message, id: outgoingId(message, "read"), message: message.message }];
}

/** Google may have answered already; and a STOP belongs to an unsubscription, not to a conversation. */
function wantsAnswer({ channel, content, isAutoResponded }: InboundMessage): boolean {
  if (isAutoResponded) return false;
  return !(channel === "rcs" && content.type === "text" && isOptOutKeyword(content.text));
}
