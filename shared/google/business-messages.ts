import type { Agent } from "../base/agent.ts";
import type { OutgoingId } from "../base/ids.ts";
import type { Persona } from "../bot/bot.ts";
import type { Destination } from "../effect/effect.ts";
import type { Messenger } from "../effect/ports.ts";
import { findAgent, openApi } from "./messenger.ts";

const SCOPE = "https://www.googleapis.com/auth/businessmessages";
const HOST = "https://businessmessages.googleapis.com";

/**
 * Business Messages, v1, as it was until 31 July 2024. Every message and event needs a representative.
 * @param base Overrides Google's host.
 * @see https://developers.google.com/business-communications/business-messages/reference/rest
 */
export function businessMessagesMessenger(
  agents: readonly Agent[],
  persona: Persona,
  base: string | undefined,
): Messenger {
  const api = openApi(base ?? HOST, SCOPE, "BUSINESS_MESSAGES_API");
  const representative = { representativeType: "BOT", displayName: persona.displayName };
  const call = async (method: "POST" | "PATCH", to: Destination, path: string, body: object) => {
    findAgent(agents, "business-messages", to.agent);
    await api.request({ method, url: `${api.base}/v1/conversations/${encodeURIComponent(to.address)}/${path}`, body });
  };
  const event = (to: Destination, id: OutgoingId, eventType: string) =>
    call("POST", to, `events?${new URLSearchParams({ eventId: id })}`, { eventType, representative });
  return {
    send: (to, { id, reply }) => call("POST", to, "messages", { messageId: id, representative, text: reply.text }),
    markRead: (to, { message }) =>
      call("PATCH", to, `messages/${encodeURIComponent(message)}/receipt`, { receiptType: "READ" }),
    showTyping: (to, id) => event(to, id, "TYPING_STARTED"),
    stopTyping: (to, id) => event(to, id, "TYPING_STOPPED"),
  };
}
