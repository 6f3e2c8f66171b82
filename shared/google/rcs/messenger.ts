import { MESSAGE_CALL_MS, SIGNAL_CALL_MS } from "../../base/budgets.ts";
import { UnreachableError } from "../../base/errors.ts";
import type { OutgoingId } from "../../base/ids.ts";
import type { ConversationAddress } from "../../conversation/address.ts";
import type { Messenger, Revoker } from "../../ports/messenger.ts";
import type { ApiRequest } from "../http/api.ts";
import { urlOf, uuid } from "../http/path.ts";
import { phonePath, type Rcs } from "./open-rcs.ts";
import { readAcceptance } from "./read-acceptance.ts";
import { renderRcs } from "./render.ts";

/** The methods of the API that we call. */
const SEND = { method: "phones.agentMessages.create", timeoutMs: MESSAGE_CALL_MS, carriesId: true } as const;
const SIGNAL = { method: "phones.agentEvents.create", timeoutMs: SIGNAL_CALL_MS, carriesId: true } as const;
const REVOKE = { method: "phones.agentMessages.delete", httpMethod: "DELETE", timeoutMs: MESSAGE_CALL_MS } as const;

/** What an event tells. */
interface SignalCall {
  readonly json: object;
  readonly until: Date | undefined;
}

/**
 * RCS for Business, v1.
 * @see https://developers.google.com/business-communications/rcs-business-messaging/reference/rest
 */
export function rcsMessenger({ findAgent }: Rcs): Messenger & Revoker {
  const callFor = async (to: ConversationAddress, path: string, ids: object, call: Omit<ApiRequest, "url">) => {
    const { agent, api } = findAgent(to.agent);
    const url = urlOf(api.base, `${phonePath(to.address)}/${path}`, { ...ids, agentId: agent.agent });
    return api.request({ ...call, url, agent: to.agent, address: to.address });
  };
  const signal = async (to: ConversationAddress, id: OutgoingId, { json, until }: SignalCall) => {
    await callFor(to, "agentEvents", { eventId: uuid(id) }, { ...SIGNAL, body: { json }, until });
  };
  return {
    async send(to, { id, reply }, until) {
      const json = renderRcs(reply, findAgent(to.agent).agent);
      const taken = await callFor(to, "agentMessages", { messageId: uuid(id) }, { ...SEND, body: { json }, until });
      return readAcceptance(taken);
    },
    markRead: (to, { id, message }, until) =>
      signal(to, id, { json: { eventType: "READ", messageId: message }, until }),
    showTyping: (to, id, until) => signal(to, id, { json: { eventType: "IS_TYPING" }, until }),
    stopTyping: async () => {},
    async revoke(to, message, until) {
      try {
        await callFor(to, `agentMessages/${uuid(message)}`, {}, { ...REVOKE, until });
        return "removed";
      } catch (error) {
        if (error instanceof UnreachableError) return "delivered";
        throw error;
      }
    },
  };
}
