import { type AgentId, agentId } from "../shared/base/ids.ts";
import { ApiError } from "./api-error.ts";
import type { Act, ApiRequest, Call } from "./call.ts";
import { bodyFields, type Fields, objectField, textField, wordField } from "./schema.ts";

const PHONE = /^\+[1-9]\d{6,14}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** @see https://developers.google.com/business-communications/rcs-business-messaging/guides/build/messages/send */
const MAX_BYTES = 250_000;
const MAX_CODE_POINTS = 3072;
const TRAFFIC_TYPES = ["AUTHENTICATION", "TRANSACTION", "PROMOTION", "SERVICEREQUEST", "ACKNOWLEDGEMENT"];

/**
 * `POST /v1/phones/{phone}/agentMessages`: a text for the user. Cards, files, suggestions and times to live are not taken
 * yet.
 * @throws ApiError
 */
export function readAgentMessage(request: ApiRequest, [phone = ""]: readonly string[], at: Date): Call {
  const address = readAddress(request, phone, "messageId");
  if (request.body.length > MAX_BYTES) throw new ApiError(400, `Cannot take body: expected at most ${MAX_BYTES} bytes`);
  const body = bodyFields(request.body, ["contentMessage", "messageTrafficType"]);
  if (body.value.messageTrafficType !== undefined) wordField(body, "messageTrafficType", TRAFFIC_TYPES);
  const text = textField(objectField(body, "contentMessage", ["text"]), "text");
  if ([...text].length > MAX_CODE_POINTS) {
    throw new ApiError(400, `Cannot take body.contentMessage.text: expected at most ${MAX_CODE_POINTS} characters`);
  }
  return rcsCall(address, { path: "agentMessages", act: { type: "message", text }, resource: body.value, at });
}

/** `POST /v1/phones/{phone}/agentEvents`: READ or IS_TYPING. @throws ApiError */
export function readAgentEvent(request: ApiRequest, [phone = ""]: readonly string[], at: Date): Call {
  const address = readAddress(request, phone, "eventId");
  const body = bodyFields(request.body, ["eventType", "messageId"]);
  return rcsCall(address, { path: "agentEvents", act: readEventAct(body), resource: body.value, at });
}

function readEventAct(body: Fields): Act {
  switch (wordField(body, "eventType", ["READ", "IS_TYPING"])) {
    case "READ":
      return { type: "read", message: textField(body, "messageId") };
    case "IS_TYPING":
      return { type: "typing" };
  }
}

interface Address {
  readonly agent: AgentId;
  readonly phone: string;
  readonly id: string;
}

/** In the order of Google's checks: the agent, the phone number, the id. */
function readAddress({ query }: ApiRequest, phone: string, idName: "messageId" | "eventId"): Address {
  const agent = query.get("agentId") ?? "";
  if (agent === "") throw new ApiError(400, "Cannot take the call: expected the query parameter agentId");
  if (!PHONE.test(phone)) throw new ApiError(400, "Cannot take the phone number: expected E.164 with its plus");
  const id = query.get(idName) ?? "";
  if (!UUID.test(id)) throw new ApiError(400, `Cannot take the query parameter ${idName}: expected a UUID`);
  return { agent: agentId("rcs", agent), phone, id };
}

/** Messages and events of an agent share one namespace of ids, in any case of letters. */
function rcsCall(
  { agent, phone, id }: Address,
  { path, act, resource, at }: Pick<Call, "path" | "act" | "resource"> & { readonly at: Date },
): Call {
  const name = `phones/${phone}/${path}/${id}`;
  return {
    channel: "rcs",
    method: "POST",
    path,
    agent,
    address: phone,
    id,
    act,
    resource: { name, ...resource, sendTime: at.toISOString() },
    idKey: `rcs/${agent}/${id.toLowerCase()}`,
  };
}
