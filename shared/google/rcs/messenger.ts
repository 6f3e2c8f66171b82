import { UnreachableError } from "../../base/errors.ts";
import type { OutgoingId } from "../../base/ids.ts";
import type { ConversationAddress } from "../../conversation/address.ts";
import type { Messenger, Revoker } from "../../ports/messenger.ts";
import { type ApiRequest, MESSAGE_TIMEOUT_MS, SIGNAL_TIMEOUT_MS } from "../http/api.ts";
import { urlOf, uuid } from "../http/path.ts";
import { phonePath, type Rcs } from "./open-rcs.ts";
import { renderRcs } from "./render.ts";

/**
 * RCS for Business, v1.
 * @see https://developers.google.com/business-communications/rcs-business-messaging/reference/rest
 */
export function rcsMessenger({ findAgent: lineOf }: Rcs): Messenger & Revoker {
  const request = async (to: ConversationAddress, path: string, ids: object, what: Omit<ApiRequest, "url">) => {
    const { agent, api } = lineOf(to.agent);
    const url = urlOf(api.base, `${phonePath(to.address)}/${path}`, { ...ids, agentId: agent.agent });
    await api.request({ ...what, url, agent: to.agent, address: to.address });
  };
  const signal = async (to: ConversationAddress, id: OutgoingId, json: object) =>
    request(
      to,
      "agentEvents",
      { eventId: uuid(id) },
      { method: "POST", body: { json }, timeoutMs: SIGNAL_TIMEOUT_MS, carriesId: true },
    );
  return {
    async send(to, { id, reply }) {
      const body = { json: renderRcs(reply, lineOf(to.agent).agent) };
      const what = { method: "POST", body, timeoutMs: MESSAGE_TIMEOUT_MS, carriesId: true } as const;
      await request(to, "agentMessages", { messageId: uuid(id) }, what);
    },
    markRead: (to, { id, message }) => signal(to, id, { eventType: "READ", messageId: message }),
    showTyping: (to, id) => signal(to, id, { eventType: "IS_TYPING" }),
    stopTyping: async () => {},
    async revoke(to, message) {
      try {
        await request(to, `agentMessages/${uuid(message)}`, {}, { method: "DELETE", timeoutMs: MESSAGE_TIMEOUT_MS });
        return "removed";
      } catch (error) {
        if (error instanceof UnreachableError) return "delivered";
        throw error;
      }
    },
  };
}
