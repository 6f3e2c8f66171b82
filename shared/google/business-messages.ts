import type { Agent } from "../base/agent.ts";
import type { OutgoingId } from "../base/ids.ts";
import type { Persona } from "../bot/bot.ts";
import type { Destination } from "../effect/effect.ts";
import type { Messenger } from "../effect/ports.ts";
import type { Credentials } from "./access-token.ts";
import { type ApiRequest, MESSAGE_TIMEOUT_MS, openApi, refuseAgent, SIGNAL_TIMEOUT_MS } from "./api.ts";

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
  credentials?: Credentials,
): Messenger {
  const api = openApi(base ?? HOST, { scope: SCOPE, setting: "BUSINESS_MESSAGES_API", credentials });
  const ours = new Set(agents.map(({ agent }) => agent));
  const representative = { representativeType: "BOT", displayName: persona.displayName };
  const request = async (to: Destination, path: string, what: Omit<ApiRequest, "url" | "agent">) => {
    if (!ours.has(to.agent)) refuseAgent(to.agent);
    const url = `${api.base}/v1/conversations/${encodeURIComponent(to.address)}/${path}`;
    await api.request({ ...what, url, agent: to.agent });
  };
  const signal = (to: Destination, id: OutgoingId, eventType: string) => {
    const body = { eventType, representative };
    return request(to, `events?eventId=${id}`, { method: "POST", body, timeoutMs: SIGNAL_TIMEOUT_MS });
  };
  return {
    send(to, { id, reply }) {
      const body = { messageId: id, representative, text: reply.text };
      return request(to, "messages", { method: "POST", body, timeoutMs: MESSAGE_TIMEOUT_MS, conversation: to.address });
    },
    markRead(to, { message }) {
      const body = { receiptType: "READ" };
      const path = `messages/${encodeURIComponent(message)}/receipt`;
      return request(to, path, { method: "PATCH", body, timeoutMs: SIGNAL_TIMEOUT_MS });
    },
    showTyping: (to, id) => signal(to, id, "TYPING_STARTED"),
    stopTyping: (to, id) => signal(to, id, "TYPING_STOPPED"),
  };
}
