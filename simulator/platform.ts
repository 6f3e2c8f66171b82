import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import type { Channel } from "../shared/base/ids.ts";
import { answerRequest } from "./answer-request.ts";
import { asApiError } from "./api/api-error.ts";
import { type ApiResponse, errorResponse } from "./api/api-response.ts";
import type { IncomingCall } from "./api/call.ts";
import type { CallFault } from "./faults/call-fault.ts";
import { addFault } from "./faults/fault-rule.ts";
import type { WebhookFault } from "./faults/webhook-fault.ts";
import { openState, type PlatformOptions } from "./open-state.ts";
import {
  type BusinessMessagesConversation,
  type BusinessMessagesHandset,
  openBusinessMessagesHandset,
} from "./phones/business-messages-handset.ts";
import { setProfile } from "./phones/handset.ts";
import { openRcsHandset, type RcsConversation, type RcsHandset } from "./phones/rcs-handset.ts";
import { sendEvent } from "./phones/send-event.ts";
import { findFile, serveFile } from "./phones/user-file.ts";
import type { PhoneView } from "./state/phone.ts";
import type { PhoneProfile } from "./state/phone-profile.ts";
import { type PlatformState, testerKey } from "./state/platform-state.ts";
import { viewOf } from "./state/subscriber.ts";
import type { WebhookSender } from "./webhooks/webhook-sender.ts";

/** Google's two APIs and the users' phones. Both APIs are at one URL, because no path is in both. */
export interface Platform extends WebhookSender, AsyncDisposable {
  /** Such as `http://127.0.0.1:4100`, without a slash at the end. */
  readonly url: string;
  /** Hands out a phone with RCS: what a test or a page writes a conversation with. */
  rcsHandset(conversation: RcsConversation): RcsHandset;
  /** Hands out the phone of a conversation of Business Messages. */
  businessMessagesHandset(conversation: BusinessMessagesConversation): BusinessMessagesHandset;
  /** What a phone shows now. @param address The phone number with its plus, or the conversation. */
  phone(channel: Channel, address: string): PhoneView;
  /** Says what kind of phone it is; one that comes online is shown what waited for it. */
  setPhone(channel: Channel, address: string, profile: PhoneProfile): Promise<void>;
  /** The user answers the invitation of a tester. */
  answerInvitation(agent: string, phone: string, status: "ACCEPTED" | "DECLINED"): void;
  /** Makes something go wrong with webhooks. */
  addWebhookFault(fault: WebhookFault): void;
  /** Makes something go wrong with the next calls that the rule matches. */
  addCallFault(rule: CallFault): void;
  /** Stops at once; open connections are cut. */
  close(): Promise<void>;
}

const HOST = "127.0.0.1";

/**
 * Starts the stand-in for Google on the loopback interface. Calls need no credentials unless it is told so.
 * @throws Error when the port is taken.
 */
export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const state = openState(options);
  const { timers, testers, callFaults: faults, webhookFaults } = state;
  const server = createServer((request, response) => {
    serve(state, request, response).catch((error: unknown) => writeJson(response, errorResponse(asApiError(error))));
  });
  server.listen(options.port ?? 0, HOST);
  await once(server, "listening");
  const url = urlOf(server);
  const close = () => {
    timers.stop();
    return stop(server);
  };
  return {
    url,
    rcsHandset: (conversation) => openRcsHandset(state, url, conversation),
    businessMessagesHandset: (conversation) => openBusinessMessagesHandset(state, conversation),
    phone: (channel, address) => viewOf(state, { channel, address }),
    setPhone: (channel, address, profile) => setProfile(state, { channel, address }, profile),
    answerInvitation: (agent, phone, status) => testers.set(testerKey(agent, phone), { agent, phone, status }),
    send: (channel, event) => sendEvent(state, channel, event),
    idle: () => state.webhookSender.idle(),
    lastAttempt: () => state.webhookSender.lastAttempt(),
    connect: (target) => state.webhookSender.connect(target),
    addWebhookFault: (fault) => addFault(webhookFaults, fault),
    addCallFault: (rule) => addFault(faults, rule),
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function serve(state: PlatformState, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const request = await readRequest(incoming);
  if (request === undefined) return;
  const file = findFile(state, request);
  if (file !== undefined) return serveFile(file, response);
  const answer = await answerRequest(state, request);
  if (answer === "reset") {
    incoming.socket.resetAndDestroy();
    return;
  }
  writeJson(response, answer);
}

function writeJson(response: ServerResponse, { status, headers, body }: ApiResponse): void {
  const json = JSON.stringify(body, null, 2);
  response.writeHead(status, { "content-type": "application/json; charset=UTF-8", ...headers }).end(json);
}

/** `undefined` when the caller was gone before the whole request was here: then it never arrived. */
async function readRequest(incoming: IncomingMessage): Promise<IncomingCall | undefined> {
  const { method = "", url = "" } = incoming;
  try {
    const body = await buffer(incoming);
    const [path = "", query] = url.split("?", 2);
    const { authorization, "content-type": contentType } = incoming.headers;
    return { method, path, query: new URLSearchParams(query), authorization, contentType, body };
  } catch {
    return undefined;
  }
}

function urlOf(server: Server): string {
  const address = server.address();
  return `http://${HOST}:${typeof address === "object" ? address?.port : address}`;
}

async function stop(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
}
