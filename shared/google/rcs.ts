import type { Agent } from "../base/agent.ts";
import { PermanentError } from "../base/errors.ts";
import type { OutgoingId } from "../base/ids.ts";
import type { Reply } from "../bot/reply.ts";
import type { Destination } from "../effect/effect.ts";
import type { Messenger } from "../effect/ports.ts";
import type { Credentials } from "./access-token.ts";
import { type Api, MESSAGE_TIMEOUT_MS, openApi, refuseAgent, SIGNAL_TIMEOUT_MS } from "./api.ts";

const SCOPE = "https://www.googleapis.com/auth/rcsbusinessmessaging";
const HOST = "rcsbusinessmessaging.googleapis.com";
const E_164 = /^\+[1-9]\d{6,14}$/;

/** An agent and the host of its region. */
interface Line {
  readonly agent: Agent;
  readonly api: Api;
}

/**
 * RCS for Business, v1.
 * @param base Overrides Google's hosts for every agent, whatever its region.
 * @see https://developers.google.com/business-communications/rcs-business-messaging/reference/rest
 */
export function rcsMessenger(agents: readonly Agent[], base: string | undefined, credentials?: Credentials): Messenger {
  const lines = new Map(
    agents
      .filter(({ channel }) => channel === "rcs")
      .map((agent): [string, Line] => [agent.agent, { agent, api: openHost(agent, base, credentials) }]),
  );
  const lineTo = async ({ agent }: Destination): Promise<Line> => lines.get(agent) ?? refuseAgent(agent);
  const signal = async (to: Destination, eventId: OutgoingId, body: object) => {
    const { agent, api } = await lineTo(to);
    const url = `${api.base}/v1/phones/${phone(to)}/agentEvents?${query({ eventId, agentId: agent.agent })}`;
    await api.request({ method: "POST", url, body, timeoutMs: SIGNAL_TIMEOUT_MS, agent: to.agent });
  };
  return {
    async send(to, { id: messageId, reply }) {
      const { agent, api } = await lineTo(to);
      const url = `${api.base}/v1/phones/${phone(to)}/agentMessages?${query({ messageId, agentId: agent.agent })}`;
      const body = agentMessage(agent, reply);
      await api.request({ method: "POST", url, body, timeoutMs: MESSAGE_TIMEOUT_MS, agent: to.agent });
    },
    markRead: (to, { id, message }) => signal(to, id, { eventType: "READ", messageId: message }),
    showTyping: (to, id) => signal(to, id, { eventType: "IS_TYPING" }),
    stopTyping: async () => {},
  };
}

function agentMessage({ trafficType }: Agent, { text }: Reply): object {
  return { contentMessage: { text }, ...(trafficType === undefined ? {} : { messageTrafficType: trafficType }) };
}

function openHost({ region }: Agent, base: string | undefined, credentials: Credentials | undefined): Api {
  const host = region === undefined ? HOST : `${region}-${HOST}`;
  return openApi(base ?? `https://${host}`, { scope: SCOPE, setting: "RCS_API", credentials });
}

function phone({ address }: Destination): string {
  if (!E_164.test(address)) {
    throw new PermanentError("bad-address", "Cannot call RCS: expected a phone number in E.164 form");
  }
  return encodeURIComponent(address);
}

function query(parameters: Readonly<Record<string, string>>): string {
  return new URLSearchParams(parameters).toString();
}
