import { type AgentId, agentId } from "../../shared/base/ids.ts";
import { DAY_MS } from "../time/timers.ts";
import { type ApiCall, type CallAct, type CallContext, type IncomingCall, PLAIN_CALL, type ReadCall } from "./call.ts";
import { capabilitiesNeeded, mediaOf, readContent } from "./content.ts";
import { AGENT_EVENT, AGENT_MESSAGE } from "./rcs-schema.ts";
import { readBody } from "./read-body.ts";
import { refusal } from "./refusals.ts";
import { violation } from "./schema.ts";

const PHONE = /^\+[1-9]\d{6,14}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** @see https://developers.google.com/business-communications/rcs-business-messaging/guides/build/messages/send */
const MAX_BYTES = 250_000;
const MAX_LIFE_MS = 15 * DAY_MS;

/** `POST /v1/phones/{phone}/agentMessages`: text, a file or cards, with suggestions and a time to live. @throws ApiError */
export const readAgentMessage = onPhone((request, target, context) => {
  const id = readRequiredId(request, "messageId", context);
  if (request.body.length > MAX_BYTES) throw refusal("message-too-big", { max: MAX_BYTES });
  const { ttl, expireTime, ...body } = readBody(request.body, AGENT_MESSAGE, context.advise);
  checkTrafficType(target.agent, body.messageTrafficType, context);
  const expiresAt = readTtl(ttl, context.at) ?? readExpireTime(expireTime, context);
  const { contentMessage: content } = body;
  const times = { sendTime: context.at.toISOString(), ...(expiresAt && { expireTime: expiresAt.toISOString() }) };
  return {
    ...callWithId(target, { path: "agentMessages", id, resource: { ...body, ...times } }),
    expiresAt,
    act: { type: "message", ...readContent(content) },
    neededCapabilities: capabilitiesNeeded(content),
    media: mediaOf(body),
  };
});

/** `DELETE /v1/phones/{phone}/agentMessages/{message}`: revokes a message that is not delivered yet. @throws ApiError */
export const readRevocation = onPhone((_request, target) => {
  const { message } = target;
  return { ...callWithoutId(target, "agentMessages", message), method: "DELETE", act: { type: "revoke", message } };
});

/** `POST /v1/phones/{phone}/agentEvents`: READ or IS_TYPING. @throws ApiError */
export const readAgentEvent = onPhone((request, target, context) => {
  const id = readId(request, "eventId", context);
  const body = readBody(request.body, AGENT_EVENT, context.advise);
  const { eventType, messageId = "" } = body;
  const act: CallAct = eventType === "READ" ? { type: "read", message: messageId } : { type: "typing" };
  const resource = { ...body, sendTime: context.at.toISOString() };
  return { ...callWithId(target, { path: "agentEvents", id, resource }), act };
});

/** `GET /v1/phones/{phone}/capabilities`: what the phone can show. @throws ApiError */
export const readCapabilities = onPhone((request, target, context) => {
  const act: CallAct = { type: "service", request: { about: "capabilities" } };
  return {
    ...callWithoutId(target, "capabilities", readRequiredId(request, "requestId", context)),
    method: "GET",
    act,
  };
});

/**
 * The agent of a call, without its suffix.
 * @throws ApiError 400 when it is missing and the rules list no agents; 403 when the rules list agents without it.
 */
export function readAgent(agent: string | null, { agents }: CallContext): AgentId {
  const id = agentId("rcs", agent ?? "");
  if (agents === undefined && id === "") throw refusal("no-agent");
  const isKnown = agents === undefined || agents.some((known) => agentId("rcs", known) === id);
  if (!isKnown) throw refusal("unknown-agent");
  return id;
}

/** @see https://developers.google.com/business-communications/rcs-business-messaging/guides/build/messages/send */
function checkTrafficType(agent: AgentId, traffic: string | undefined, { multiUseAgents = [] }: CallContext): void {
  if (traffic !== undefined || !multiUseAgents.some((one) => agentId("rcs", one) === agent)) return;
  const violations = violation("messageTrafficType", "one, as the agent has more than one use");
  throw refusal("no-traffic-type", {}, { violations });
}

/** @throws ApiError 400 when it is not an E.164 number with its plus. */
export function readPhone(phone: string): string {
  if (!PHONE.test(phone)) throw refusal("bad-phone");
  return phone;
}

interface CallTarget {
  readonly agent: AgentId;
  readonly phone: string;
  /** The message id at the end of the path; empty when the path has none. */
  readonly message: string;
}

/** Google checks the agent first, then the phone number, then the id. */
function onPhone(read: (request: IncomingCall, target: CallTarget, context: CallContext) => ApiCall): ReadCall {
  return (request, [phone = "", message = ""], context) => {
    const agent = readAgent(request.query.get("agentId"), context);
    return read(request, { agent, phone: readPhone(phone), message }, context);
  };
}

/** Google's own samples send ids that are no UUIDs, which its reference asks for. @throws ApiError 400 */
function readRequiredId({ query }: IncomingCall, name: "messageId" | "requestId", { advise }: CallContext): string {
  const id = query.get(name) ?? "";
  if (id === "") throw refusal(name === "messageId" ? "no-message-id" : "no-request-id");
  if (!UUID.test(id)) advise("id-without-uuid-form", name);
  return id;
}

/** An id that the reference does not call required: a new one when it is missing. @throws ApiError 400 */
function readId({ query }: IncomingCall, name: string, { advise, uuid }: CallContext): string {
  const id = query.get(name) ?? "";
  if (!UUID.test(id)) advise(id === "" ? "missing-id" : "id-without-uuid-form", name);
  return id || uuid();
}

function readTtl(ttl: string | undefined, at: Date): Date | undefined {
  if (ttl === undefined) return undefined;
  const lifeMs = Number.parseFloat(ttl) * 1000;
  return lifeMs <= MAX_LIFE_MS ? new Date(at.getTime() + lifeMs) : refuseLife("ttl");
}

function readExpireTime(expireTime: string | undefined, { at, advise }: CallContext): Date | undefined {
  if (expireTime === undefined) return undefined;
  const end = new Date(expireTime);
  const lifeMs = end.getTime() - at.getTime();
  if (lifeMs <= 0) advise("expired-already", "expireTime");
  return lifeMs <= MAX_LIFE_MS ? end : refuseLife("expireTime");
}

function refuseLife(field: string): never {
  throw refusal("lives-too-long", { field }, { violations: violation(field, "at most 15 days") });
}

type CallWithoutAct = Omit<ApiCall, "act">;

function callWithoutId({ agent, phone }: CallTarget, path: ApiCall["path"], id: string): CallWithoutAct {
  return {
    ...PLAIN_CALL,
    channel: "rcs",
    path,
    agent,
    address: phone,
    id,
  };
}

/** Messages and events of an agent share their ids. Upper and lower case are the same. */
function callWithId(
  target: CallTarget,
  { path, id, resource }: Pick<ApiCall, "path" | "id" | "resource">,
): CallWithoutAct {
  return {
    ...callWithoutId(target, path, id),
    resource: { ...resource, name: `phones/${target.phone}/${path}/${id}` },
    idKey: `rcs/${target.agent}/${id.toLowerCase()}`,
  };
}
