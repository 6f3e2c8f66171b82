import type { Agent } from "../../base/agent.ts";
import { MESSAGE_CALL_MS, SIGNAL_CALL_MS } from "../../base/budgets.ts";
import type { CallScope } from "../../base/call-scope.ts";
import type { OutgoingId } from "../../base/ids.ts";
import type { Persona } from "../../bot/bot.ts";
import type { ConversationAddress } from "../../conversation/address.ts";
import type { Announcer, Messenger, Surveyor } from "../../ports/messenger.ts";
import { checkSpeaker, type Speaker } from "../../reply/speaker.ts";
import type { Credentials } from "../http/access-token.ts";
import { type Api, type ApiRequest, openApi, refuseAgent } from "../http/api.ts";
import { pathSegment, uuid } from "../http/path.ts";
import { systemWorld, type World } from "../http/world.ts";
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
  readonly world?: World | undefined;
}

/** The methods of the API that we call. */
const MESSAGES = {
  name: "send",
  method: "conversations.messages.create",
  timeoutMs: MESSAGE_CALL_MS,
  carriesId: true,
} as const;
const RECEIPTS = {
  name: "markRead",
  method: "conversations.messages.updateReceipt",
  httpMethod: "PATCH",
  timeoutMs: SIGNAL_CALL_MS,
} as const;
const EVENTS = { method: "conversations.events.create", timeoutMs: SIGNAL_CALL_MS, carriesId: true } as const;
const SURVEYS = {
  name: "survey",
  method: "conversations.surveys.create",
  timeoutMs: MESSAGE_CALL_MS,
  carriesId: true,
  tooManyReason: "survey-too-soon",
} as const;

/** What an event tells, and in whose name. */
interface EventCall {
  readonly name: string;
  readonly eventType: string;
  readonly speaker?: Speaker;
  readonly scope: CallScope | undefined;
}

/** Calls a method for one conversation. */
type CallFor = (to: ConversationAddress, path: string, call: Omit<ApiRequest, "url">) => Promise<void>;

/**
 * Business Messages, v1, as it was until 31 July 2024. Every message and event needs a representative.
 * @see https://developers.google.com/business-communications/business-messages/reference/rest
 */
export function businessMessagesMessenger(
  agents: readonly Agent[],
  persona: Persona,
  { base, credentials, world = systemWorld }: BusinessMessagesAccess,
): BusinessMessages {
  checkSpeaker(persona);
  const callFor = openConversations(agents, openApi(base ?? HOST, { ...ACCESS, credentials }, { world }));
  const rateLimit = openRateLimit(world.clock);
  const bot: Speaker = { ...persona, type: "bot" };
  const createEvent = async (
    to: ConversationAddress,
    id: OutgoingId,
    { name, eventType, speaker = bot, scope }: EventCall,
  ) => {
    const json = { eventType, representative: renderRepresentative(speaker) };
    await callFor(to, `events?eventId=${uuid(id)}`, { ...EVENTS, name, body: { json }, scope });
  };
  return {
    async send(to, { id, reply }, scope) {
      const json = { messageId: uuid(id), ...renderBusinessMessages(reply, bot) };
      const path = reply.forcesPlainText ? "messages?forceFallback=true" : "messages";
      await rateLimit.run(to.address, () => callFor(to, path, { ...MESSAGES, body: { json }, scope }));
      return {};
    },
    async markRead(to, { message }, scope) {
      const path = `messages/${pathSegment(message, "message")}/receipt`;
      await callFor(to, path, { ...RECEIPTS, body: { json: { receiptType: "READ" } }, scope });
    },
    showTyping: (to, id, scope) => createEvent(to, id, { name: "showTyping", eventType: "TYPING_STARTED", scope }),
    stopTyping: (to, id, scope) => createEvent(to, id, { name: "stopTyping", eventType: "TYPING_STOPPED", scope }),
    async announce(to, { id, type, speaker }, scope) {
      checkSpeaker(speaker);
      await createEvent(to, id, {
        name: "announce",
        eventType: `REPRESENTATIVE_${type.toUpperCase()}`,
        speaker,
        scope,
      });
    },
    survey: async (to, id, scope) =>
      callFor(to, `surveys?surveyId=${uuid(id)}`, { ...SURVEYS, body: { json: {} }, scope }),
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
