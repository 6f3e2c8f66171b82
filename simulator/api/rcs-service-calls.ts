import { readParts } from "../http/multipart.ts";
import {
  type ApiCall,
  type CallContext,
  type CallPath,
  type IncomingCall,
  PLAIN_CALL,
  type ServiceRequest,
} from "./call.ts";
import { mediaOf } from "./content.ts";
import { RCS_FILE } from "./media-limits.ts";
import { readAgent, readPhone } from "./rcs-calls.ts";
import { BATCH_GET, FILE, TESTER, UPLOAD } from "./rcs-schema.ts";
import { readBody } from "./read-body.ts";
import { refusal } from "./refusals.ts";

/** The region that serves a number, by the first digit after the plus. Google does not document 8 and 9. */
const REGIONS: Readonly<Record<string, string>> = {
  1: "us",
  5: "us",
  2: "europe",
  3: "europe",
  4: "europe",
  7: "europe",
};

/** `POST /v1/users:batchGet`: checks which of many numbers RCS reaches. @throws ApiError */
export function readBatchGet({ body, query }: IncomingCall, _: readonly string[], context: CallContext): ApiCall {
  const { users: numbers, agentId } = readBody(body, BATCH_GET, context.advise);
  const agent = readAgent(agentId ?? query.get("agentId"), context);
  if (new Set(numbers).size < numbers.length) throw refusal("repeated-number");
  const regions = new Set(numbers.map((number) => REGIONS[number.charAt(1)] ?? "asia"));
  if (context.regions === "checked" && regions.size > 1) throw refusal("several-regions");
  return serviceCall("users", { about: "users", users: numbers }, { agent });
}

/** `POST /v1/files`: has Google fetch a file. @throws ApiError */
export function readFile({ body, query }: IncomingCall, _: readonly string[], context: CallContext): ApiCall {
  const { agentId, ...file } = readBody(body, FILE, context.advise);
  const agent = readAgent(agentId ?? query.get("agentId"), context);
  return serviceCall("files", { about: "file" }, { agent, media: mediaOf(file) });
}

/** `POST /upload/v1/files`: uploads the bytes of a file. @throws ApiError */
export function readUpload(request: IncomingCall, _: readonly string[], context: CallContext): ApiCall {
  const { body, contentType, agentId } = readUploaded(request, context);
  const agent = readAgent(agentId, context);
  if (body.length === 0 || body.length > RCS_FILE.maxBytes) {
    throw refusal("wrong-file-size", { max: RCS_FILE.maxBytes });
  }
  if (!RCS_FILE.types.test(contentType)) throw refusal("wrong-file-type");
  return serviceCall("files", { about: "file" }, { agent });
}

/** The bytes of the file, alone or in one body with what is said about them. @throws ApiError 400 */
function readUploaded({ body, contentType = "", query }: IncomingCall, { advise }: CallContext) {
  const agentId = query.get("agentId");
  if (query.get("uploadType") !== "multipart") return { body, contentType, agentId };
  const [about, file, ...more] = readParts(body, contentType);
  if (about === undefined || file === undefined || more.length > 0) {
    throw refusal("wrong-parts", { expected: "two parts: JSON, and the bytes of the file" });
  }
  const said = readBody(about.bytes, UPLOAD, advise);
  return { body: file.bytes, contentType: file.contentType, agentId: said.agentId ?? agentId };
}

/** `POST /v1/testers`: invites a phone. @throws ApiError */
export function readInvitation({ body }: IncomingCall, _: readonly string[], context: CallContext): ApiCall {
  const { agentId, phoneNumber } = readBody(body, TESTER, context.advise);
  const agent = readAgent(agentId, context);
  return serviceCall("testers", { about: "tester", step: "invite" }, { agent, address: phoneNumber });
}

/** `GET /v1/testers`, and `GET` and `DELETE /v1/testers/{phone}`. @throws ApiError */
export function readTester({ method, query }: IncomingCall, [phone]: readonly string[], context: CallContext): ApiCall {
  const agent = readAgent(query.get("agentId"), context);
  if (phone === undefined) return serviceCall("testers", { about: "tester", step: "list" }, { method: "GET", agent });
  const address = readPhone(phone);
  if (method === "GET") return serviceCall("testers", { about: "tester", step: "get" }, { method, agent, address });
  return serviceCall("testers", { about: "tester", step: "delete" }, { method: "DELETE", agent, address });
}

function serviceCall(
  path: CallPath,
  request: ServiceRequest,
  call: Pick<ApiCall, "agent"> & Partial<ApiCall>,
): ApiCall {
  return {
    ...PLAIN_CALL,
    channel: "rcs",
    path,
    address: "",
    id: "",
    act: { type: "service", request },
    ...call,
  };
}
