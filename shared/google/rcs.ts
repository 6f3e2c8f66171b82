import type { Agent } from "../base/agent.ts";
import { PermanentError } from "../base/errors.ts";
import type { OutgoingId } from "../base/ids.ts";
import type { Destination } from "../effect/effect.ts";
import type { Messenger } from "../effect/ports.ts";
import { type Api, findAgent, openApi } from "./messenger.ts";

const SCOPE = "https://www.googleapis.com/auth/rcsbusinessmessaging";
const HOST = "rcsbusinessmessaging.googleapis.com";
const E_164 = /^\+[1-9]\d{6,14}$/;

/**
 * RCS for Business, v1.
 * @param base Overrides Google's hosts for every agent, whatever its region.
 * @see https://developers.google.com/business-communications/rcs-business-messaging/reference/rest
 */
export function rcsMessenger(agents: readonly Agent[], base: string | undefined): Messenger {
  const apis = new Map(agents.map(({ region }) => [region, openApi(base ?? host(region), SCOPE, "RCS_API")]));
  const post = async (to: Destination, method: string, id: Readonly<Record<string, OutgoingId>>, body: object) => {
    const { agent, region } = findAgent(agents, "rcs", to.agent);
    const api: Api | undefined = apis.get(region);
    const query = new URLSearchParams({ ...id, agentId: agent });
    await api?.request({ method: "POST", url: `${api.base}/v1/phones/${phone(to)}/${method}?${query}`, body });
  };
  return {
    send: async (to, { id, reply }) => {
      const { trafficType } = findAgent(agents, "rcs", to.agent);
      const traffic = trafficType === undefined ? {} : { messageTrafficType: trafficType };
      return post(to, "agentMessages", { messageId: id }, { contentMessage: { text: reply.text }, ...traffic });
    },
    markRead: (to, { id, message }) =>
      post(to, "agentEvents", { eventId: id }, { eventType: "READ", messageId: message }),
    showTyping: (to, id) => post(to, "agentEvents", { eventId: id }, { eventType: "IS_TYPING" }),
    stopTyping: async () => {},
  };
}

function host(region: Agent["region"]): string {
  return region === undefined ? `https://${HOST}` : `https://${region}-${HOST}`;
}

function phone({ address }: Destination): string {
  if (!E_164.test(address))
    throw new PermanentError("bad-address", "Cannot call RCS: expected a phone number in E.164 form");
  return encodeURIComponent(address);
}
