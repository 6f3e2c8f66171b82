import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Channel } from "../shared/base/ids.ts";
import { LOOPBACK_HOST, loopbackUrl } from "../shared/base/loopback.ts";
import { refuseForeign } from "../shared/base/refuse-foreign.ts";
import { answerSimulatorCall } from "./acts/answer-simulator-call.ts";
import { type ActResult, type PhoneContext, performAct } from "./acts/perform-act.ts";
import type { PhoneAct } from "./acts/phone-act.ts";
import type { PhoneUser } from "./acts/phone-user.ts";
import { FACTS_PATH, streamFacts } from "./acts/stream-facts.ts";
import { answerRequest } from "./answer-request.ts";
import { ApiError, asApiError } from "./api/api-error.ts";
import { type ApiResponse, errorResponse, type PlatformResponse } from "./api/api-response.ts";
import type { IncomingCall } from "./api/call.ts";
import type { CallFault } from "./faults/call-fault.ts";
import { addFault } from "./faults/fault-rule.ts";
import type { WebhookFault } from "./faults/webhook-fault.ts";
import { readRequest } from "./http/read-request.ts";
import { withResumableUploads } from "./http/resumable-uploads.ts";
import { writeResponse } from "./http/write-response.ts";
import { openState, type PlatformOptions } from "./open-state.ts";
import { type BusinessMessagesHandset, openBusinessMessagesHandset } from "./phones/business-messages-handset.ts";
import { setProfile } from "./phones/handset.ts";
import { openRcsHandset, type RcsHandset } from "./phones/rcs-handset.ts";
import { type Screen, screenOf } from "./phones/screen.ts";
import { sendEvent } from "./phones/send-event.ts";
import type { BusinessMessagesConversation, RcsConversation } from "./phones/user.ts";
import { findFile, serveFile } from "./phones/user-file.ts";
import { type AgentRecord, recordOf } from "./state/agent-record.ts";
import type { LiveFact } from "./state/live-fact.ts";
import type { PhoneView } from "./state/phone.ts";
import type { PhoneProfile } from "./state/phone-profile.ts";
import { type PlatformState, testerKey } from "./state/platform-state.ts";
import { viewOf } from "./state/subscriber.ts";
import { postTask } from "./tasks/post-task.ts";
import { openTaskQueue, type TaskQueue } from "./tasks/task-queue.ts";
import type { WebhookSender } from "./webhooks/webhook-sender.ts";

/** Google's APIs, Cloud Tasks and the users' phones. One URL serves all APIs: they share no path. */
export interface Platform extends WebhookSender, AsyncDisposable {
  /** Such as `http://127.0.0.1:4100`, without a slash at the end. */
  readonly url: string;
  /** Opens a phone with RCS, with which a test or a page acts as the user. */
  rcsHandset(conversation: RcsConversation): RcsHandset;
  /** Opens the phone of a conversation of Business Messages. */
  businessMessagesHandset(conversation: BusinessMessagesConversation): BusinessMessagesHandset;
  /** What a phone shows now. @param address The phone number with its plus, or the conversation. */
  phone(channel: Channel, address: string): PhoneView;
  /** Sets the profile of a phone. A phone that comes online shows what waited. */
  setPhone(channel: Channel, address: string, profile: PhoneProfile): Promise<void>;
  /** Answers an invitation as a tester. */
  answerInvitation(agent: string, phone: string, status: "ACCEPTED" | "DECLINED"): void;
  /** Changes an agent of RCS, as its owner does in Google's console and as carriers do; a new one when nobody knew it. */
  setAgent(agent: string, change: Partial<AgentRecord>): void;
  /** Does what a user does. @throws ActError when the user cannot do that now. */
  act(user: PhoneUser, act: PhoneAct): Promise<ActResult>;
  /** What a user sees now, both sides of the conversation. */
  screen(user: PhoneUser): Screen;
  /** Calls the listener with everything that happens from now on. */
  listen(listener: (fact: LiveFact) => void): void;
  /** Cloud Tasks, which posts what is due over the network. */
  readonly tasks: TaskQueue;
  /** Adds a fault to the next webhooks that it matches. */
  addWebhookFault(fault: WebhookFault): void;
  /** Adds a fault to the next calls that it matches. */
  addCallFault(fault: CallFault): void;
  /** Stops at once and cuts open connections. */
  close(): Promise<void>;
}

interface Served extends PhoneContext {
  readonly answer: (request: IncomingCall) => PlatformResponse | Promise<PlatformResponse>;
}

const TASKS_PATH = "/v2/projects/";
const SIMULATOR_PATH = "/simulator/";

/**
 * Starts the imitation of Google on the loopback interface. Calls need no credentials unless the options require them.
 * @throws Error when the port is taken.
 */
export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const state = openState(options);
  const { timers, testers, agentRecords, callFaults, webhookFaults } = state;
  const tasks = openTaskQueue({ clock: options.clock, timers, post: postTask, random: state.random });
  const answer = withResumableUploads(
    (request) => (request.path.startsWith(TASKS_PATH) ? tasks.answer(request) : answerRequest(state, request)),
    state.uuid,
  );
  const server = createServer((request, response) => {
    serve({ state, url: loopbackUrl(server), answer }, request, response)
      .catch((error: unknown) => recordRefusal(state, request, error))
      .catch((error: unknown) => writeResponse(response, failed(request, asApiError(error))));
  });
  server.listen(options.port ?? 0, LOOPBACK_HOST);
  await once(server, "listening");
  const url = loopbackUrl(server);
  const close = () => {
    timers.stop();
    state.closing.abort();
    return stop(server);
  };
  return {
    url,
    tasks,
    rcsHandset: (conversation) => openRcsHandset(state, url, conversation),
    businessMessagesHandset: (conversation) => openBusinessMessagesHandset(state, conversation),
    phone: (channel, address) => viewOf(state, { channel, address }),
    setPhone: (channel, address, profile) => setProfile(state, { channel, address }, profile),
    act: (user, act) => performAct({ state, url }, user, act),
    screen: (user) => screenOf(state, user),
    listen: (listener) => void state.listeners.add(listener),
    answerInvitation: (agent, phone, status) => testers.set(testerKey(agent, phone), { agent, phone, status }),
    setAgent: (agent, change) => void agentRecords.set(agent, { ...recordOf(agentRecords, agent), ...change }),
    send: (channel, event) => sendEvent(state, channel, event),
    hasTarget: () => state.webhookSender.hasTarget(),
    idle: () => state.webhookSender.idle(),
    lastAttempt: () => state.webhookSender.lastAttempt(),
    connectAgent: (agent, target) => state.webhookSender.connectAgent(agent, target),
    connect: (target) => state.webhookSender.connect(target),
    addWebhookFault: (fault) => addFault(webhookFaults, fault),
    addCallFault: (fault) => addFault(callFaults, fault),
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function serve(
  { state, url, answer: answerCall }: Served,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const foreign = refuseForeign(incoming.headers);
  if (foreign !== undefined) {
    response.writeHead(foreign.status, { connection: "close" }).end(foreign.body);
    return;
  }
  const request = await readRequest(incoming);
  if (request === undefined) return;
  const file = findFile(state, request);
  if (file !== undefined) return serveFile(file, response);
  if (request.path.startsWith(SIMULATOR_PATH)) return serveSimulator({ state, url }, request, response);
  const answer = await answerCall(request);
  if (answer === "reset") {
    incoming.socket.resetAndDestroy();
    return;
  }
  writeResponse(response, answer, request);
}

/** The simulator's own API, which Google does not have. */
async function serveSimulator(context: PhoneContext, request: IncomingCall, response: ServerResponse): Promise<void> {
  if (request.method === "GET" && request.path === FACTS_PATH) return streamFacts(context.state, response);
  const gone = new AbortController();
  response.on("close", () => gone.abort());
  writeResponse(response, await answerSimulatorCall(context, { ...request, signal: gone.signal }), request);
}

/** In Google's form or, of the simulator's own API, in its own. */
function failed({ url = "" }: IncomingMessage, error: ApiError): ApiResponse {
  if (!url.startsWith(SIMULATOR_PATH)) return errorResponse(error);
  return { status: error.code, headers: {}, body: { error: error.message } };
}

/** Records that what is no call yet was refused: a request that cannot be read, or a piece of a file. @throws the error */
function recordRefusal(
  { onFact, clock }: PlatformState,
  { method = "", url = "" }: IncomingMessage,
  error: unknown,
): never {
  if (!(error instanceof ApiError)) throw error;
  const [path = ""] = url.split("?", 1);
  onFact({ type: "call-refused", at: clock.now(), method, path, status: error.code, message: error.message });
  throw error;
}

async function stop(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
}
