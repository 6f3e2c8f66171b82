import type { Agent } from "../../base/agent.ts";
import type { OutgoingId } from "../../base/ids.ts";
import type { Persona } from "../../bot/bot.ts";
import type { ConversationAddress } from "../../conversation/address.ts";
import type { Announcer, Messenger, Surveyor } from "../../ports/messenger.ts";
import { checkSpeaker, type Speaker } from "../../reply/speaker.ts";
import { systemClock } from "../clock.ts";
import type { Credentials } from "../http/access-token.ts";
import { type Api, type ApiRequest, MESSAGE_TIMEOUT_MS, openApi, refuseAgent, SIGNAL_TIMEOUT_MS } from "../http/api.ts";
import { pathSegment, uuid } from "../http/path.ts";
import { openRateLimit } from "./rate-limit.ts";
import { renderBusinessMessages, renderRepresentative } from "./render.ts";

const ACCESS = { scope: "https://www.googleapis.com/auth/businessmessages", setting: "BUSINESS_MESSAGES_API" };
const HOST = "https://businessmessages.googleapis.com";

/** What the channel can do beside messages. */
type BusinessMessages = Messenger & Announcer & Surveyor;

/** How Business Messages is reached. */
interface BusinessMessagesAccess {
  /** Overrides Google's host. */
  readonly base?: string | undefined;
  readonly credentials?: Credentials | undefined;
}

/** A call within one conversation. */
type Request = (to: ConversationAddress, path: string, what: Omit<ApiRequest, "url">) => Promise<void>;

/**
 * Business Messages, v1, as it was until 31 July 2024. Every message and event needs a representative.
 * @see https://developers.google.com/business-communications/business-messages/reference/rest
 */
export function businessMessagesMessenger(
  agents: readonly Agent[],
  persona: Persona,
  { base, credentials }: BusinessMessagesAccess,
): BusinessMessages {
  checkSpeaker(persona);
  const request = openConversations(agents, openApi(base ?? HOST, { ...ACCESS, credentials }));
  const rateLimit = openRateLimit(systemClock);
  const bot: Speaker = { ...persona, type: "bot" };
  const event = async (to: ConversationAddress, id: OutgoingId, [eventType, speaker]: readonly [string, Speaker]) => {
    const body = { json: { eventType, representative: renderRepresentative(speaker) } };
    await request(to, `events?eventId=${uuid(id)}`, {
      method: "POST",
      body,
      timeoutMs: SIGNAL_TIMEOUT_MS,
      carriesId: true,
    });
  };
  return {
    async send(to, { id, reply }) {
      const body = { json: { messageId: uuid(id), ...renderBusinessMessages(reply, bot) } };
      const path = reply.forcesFallback ? "messages?forceFallback=true" : "messages";
      const what = { method: "POST", body, timeoutMs: MESSAGE_TIMEOUT_MS, carriesId: true } as const;
      await rateLimit.run(to.address, () => request(to, path, what));
    },
    async markRead(to, { message }) {
      const path = `messages/${pathSegment(message, "message")}/receipt`;
      const body = { json: { receiptType: "READ" } };
      await request(to, path, { method: "PATCH", body, timeoutMs: SIGNAL_TIMEOUT_MS });
    },
    showTyping: (to, id) => event(to, id, ["TYPING_STARTED", bot]),
    stopTyping: (to, id) => event(to, id, ["TYPING_STOPPED", bot]),
    async announce(to, { id, type, speaker }) {
      checkSpeaker(speaker);
      await event(to, id, [`REPRESENTATIVE_${type.toUpperCase()}`, speaker]);
    },
    async survey(to, id) {
      const path = `surveys?surveyId=${uuid(id)}`;
      const what = { method: "POST", body: { json: {} }, timeoutMs: MESSAGE_TIMEOUT_MS, carriesId: true } as const;
      await request(to, path, { ...what, tooManyReason: "survey-too-soon" });
    },
  };
}

function openConversations(agents: readonly Agent[], api: Api): Request {
  const ours = new Set(agents.filter(({ channel }) => channel === "business-messages").map(({ agent }) => agent));
  return async ({ agent, address }, path, what) => {
    if (!ours.has(agent)) refuseAgent(agent);
    const url = `${api.base}/v1/conversations/${pathSegment(address, "conversation")}/${path}`;
    await api.request({ ...what, url, agent, address });
  };
}
