import { MESSAGE_CALL_MS, SIGNAL_CALL_MS } from "../../base/budgets.ts";
import type { CallScope } from "../../base/call-scope.ts";
import { UnreachableError } from "../../base/errors.ts";
import type { MessageId, OutgoingId } from "../../base/ids.ts";
import type { ConversationAddress } from "../../conversation/address.ts";
import type { Messenger, Revoker } from "../../ports/messenger.ts";
import type { ApiRequest } from "../http/api.ts";
import { urlOf, uuid } from "../http/path.ts";
import { phonePath, type Rcs } from "./open-rcs.ts";
import { readAcceptance } from "./read-acceptance.ts";
import { renderRcs } from "./render.ts";

/** The methods of the API that we call. */
const SEND = {
  name: "send",
  method: "phones.agentMessages.create",
  timeoutMs: MESSAGE_CALL_MS,
  carriesId: true,
} as const;
const SIGNAL = { method: "phones.agentEvents.create", timeoutMs: SIGNAL_CALL_MS, carriesId: true } as const;
const REVOKE = {
  name: "revoke",
  method: "phones.agentMessages.delete",
  httpMethod: "DELETE",
  timeoutMs: MESSAGE_CALL_MS,
} as const;

/** What an event tells. */
interface SignalCall {
  readonly name: string;
  readonly eventType: "READ" | "IS_TYPING";
  readonly messageId?: MessageId;
  readonly scope: CallScope | undefined;
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
  const signal = async (to: ConversationAddress, id: OutgoingId, { name, scope, ...json }: SignalCall) => {
    await callFor(to, "agentEvents", { eventId: uuid(id) }, { ...SIGNAL, name, body: { json }, scope });
  };
  return {
    async send(to, { id, reply }, scope) {
      const json = renderRcs(reply, findAgent(to.agent).agent);
      const taken = await callFor(to, "agentMessages", { messageId: uuid(id) }, { ...SEND, body: { json }, scope });
      return readAcceptance(taken);
    },
    markRead: (to, { id, message }, scope) =>
      signal(to, id, { name: "markRead", eventType: "READ", messageId: message, scope }),
    showTyping: (to, id, scope) => signal(to, id, { name: "showTyping", eventType: "IS_TYPING", scope }),
    stopTyping: async () => {},
    async revoke(to, message, scope) {
      try {
        await callFor(to, `agentMessages/${uuid(message)}`, {}, { ...REVOKE, scope });
        return "removed";
      } catch (error) {
        if (error instanceof UnreachableError) return "delivered";
        throw error;
      }
    },
  };
}
