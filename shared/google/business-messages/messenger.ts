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

/** Where Business Messages is, and who calls it. */
interface BusinessMessagesAccess {
  /** Overrides Google's host. */
  readonly base?: string | undefined;
  readonly credentials?: Credentials | undefined;
}

/** The methods of the API that we call. */
const MESSAGES = { method: "conversations.messages.create", timeoutMs: MESSAGE_TIMEOUT_MS, carriesId: true } as const;
const RECEIPTS = {
  method: "conversations.messages.updateReceipt",
  httpMethod: "PATCH",
  timeoutMs: SIGNAL_TIMEOUT_MS,
} as const;
const EVENTS = { method: "conversations.events.create", timeoutMs: SIGNAL_TIMEOUT_MS, carriesId: true } as const;
const SURVEYS = {
  method: "conversations.surveys.create",
  timeoutMs: MESSAGE_TIMEOUT_MS,
  carriesId: true,
  tooManyReason: "survey-too-soon",
} as const;

/** Calls a method for one conversation. */
type CallFor = (to: ConversationAddress, path: string, call: Omit<ApiRequest, "url">) => Promise<void>;

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
  const callFor = openConversations(agents, openApi(base ?? HOST, { ...ACCESS, credentials }));
  const rateLimit = openRateLimit(systemClock);
  const bot: Speaker = { ...persona, type: "bot" };
  const createEvent = async (to: ConversationAddress, id: OutgoingId, eventType: string, speaker = bot) => {
    const json = { eventType, representative: renderRepresentative(speaker) };
    await callFor(to, `events?eventId=${uuid(id)}`, { ...EVENTS, body: { json } });
  };
  return {
    async send(to, { id, reply }) {
      const json = { messageId: uuid(id), ...renderBusinessMessages(reply, bot) };
      const path = reply.forcesPlainText ? "messages?forceFallback=true" : "messages";
      await rateLimit.run(to.address, () => callFor(to, path, { ...MESSAGES, body: { json } }));
    },
    async markRead(to, { message }) {
      const path = `messages/${pathSegment(message, "message")}/receipt`;
      await callFor(to, path, { ...RECEIPTS, body: { json: { receiptType: "READ" } } });
    },
    showTyping: (to, id) => createEvent(to, id, "TYPING_STARTED"),
    stopTyping: (to, id) => createEvent(to, id, "TYPING_STOPPED"),
    async announce(to, { id, type, speaker }) {
      checkSpeaker(speaker);
      await createEvent(to, id, `REPRESENTATIVE_${type.toUpperCase()}`, speaker);
    },
    survey: async (to, id) => callFor(to, `surveys?surveyId=${uuid(id)}`, { ...SURVEYS, body: { json: {} } }),
  };
}

function openConversations(agents: readonly Agent[], api: Api): CallFor {
  const ours = new Set(agents.filter(({ channel }) => channel === "business-messages").map(({ agent }) => agent));
  return async ({ agent, address }, path, call) => {
    if (!ours.has(agent)) refuseAgent(agent);
    const url = `${api.base}/v1/conversations/${pathSegment(address, "conversation")}/${path}`;
    await api.request({ ...call, url, agent, address });
  };
}
