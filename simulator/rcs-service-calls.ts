import { ApiError } from "./api-error.ts";
import { type ApiRequest, type Call, type CallContext, type CallPath, PLAIN_CALL, type Question } from "./call.ts";
import { readAgent, readPhone } from "./rcs-calls.ts";
import { BATCH_GET, FILE, TESTER } from "./rcs-schema.ts";
import { type Body, readBody } from "./schema.ts";

/** @see https://developers.google.com/business-communications/rcs-business-messaging/guides/build/messages/send */
const MAX_FILE_BYTES = 100 * 1024 * 1024;
const MEDIA_TYPE =
  /^(image\/(jpe?g|gif|png)|video\/(h263|m4v|mp4|mpeg4|mpeg|webm)|audio\/(aac|mp3|mpeg|mpg|mp4|mp4-latm|3gpp|ogg)|application\/(ogg|pdf))$/i;

/** The region that serves a number, by the first digit after its plus; 8 and 9 are not documented. */
const REGIONS: Readonly<Record<string, string>> = {
  1: "us",
  5: "us",
  2: "europe",
  3: "europe",
  4: "europe",
  7: "europe",
};

/** `POST /v1/users:batchGet`: which of many numbers RCS reaches. @throws ApiError */
export function readBatchGet({ body, query }: ApiRequest, _: readonly string[], context: CallContext): Call {
  const { users, agentId } = readBody(body, BATCH_GET);
  const agent = readAgent(agentId ?? query.get("agentId"), context);
  const numbers = Array.isArray(users) ? users.map(String) : [];
  if (new Set(numbers).size < numbers.length) throw new ApiError(400, "Cannot take users: expected each number once");
  const regions = new Set(numbers.map((number) => REGIONS[number.charAt(1)] ?? "asia"));
  if (context.hasRegions && regions.size > 1) throw new ApiError(400, "Cannot take users: expected one region");
  return ask("users", { about: "users", users: numbers }, { agent });
}

/** `POST /v1/files`: a file that Google fetches. @throws ApiError */
export function readFile({ body, query }: ApiRequest, _: readonly string[], context: CallContext): Call {
  const { agentId } = readBody(body, FILE);
  return ask("files", { about: "file" }, { agent: readAgent(agentId ?? query.get("agentId"), context) });
}

/** `POST /upload/v1/files`: a file as it is. @throws ApiError */
export function readUpload(
  { body, contentType = "", query }: ApiRequest,
  _: readonly string[],
  context: CallContext,
): Call {
  const agent = readAgent(query.get("agentId"), context);
  if (body.length === 0 || body.length > MAX_FILE_BYTES) {
    throw new ApiError(400, `Cannot take the file: expected 1 to ${MAX_FILE_BYTES} bytes`);
  }
  if (!MEDIA_TYPE.test(contentType))
    throw new ApiError(400, "Cannot take the file: expected a type of media it may have");
  return ask("files", { about: "file" }, { agent });
}

/** `POST /v1/testers`: invites a phone. @throws ApiError */
export function readInvitation({ body }: ApiRequest, _: readonly string[], context: CallContext): Call {
  const tester: Body = readBody(body, TESTER);
  const agent = readAgent(tester.agentId, context);
  return ask("testers", { about: "tester", step: "invite" }, { agent, address: String(tester.phoneNumber) });
}

/** `GET /v1/testers` and `/v1/testers/{phone}`, and `DELETE` of the latter. @throws ApiError */
export function readTester({ method, query }: ApiRequest, [phone]: readonly string[], context: CallContext): Call {
  const agent = readAgent(query.get("agentId"), context);
  if (phone === undefined) return ask("testers", { about: "tester", step: "list" }, { method: "GET", agent });
  const address = readPhone(phone);
  if (method === "GET") return ask("testers", { about: "tester", step: "get" }, { method, agent, address });
  return ask("testers", { about: "tester", step: "delete" }, { method: "DELETE", agent, address });
}

function ask(path: CallPath, question: Question, call: Pick<Call, "agent"> & Partial<Call>): Call {
  return {
    ...PLAIN_CALL,
    channel: "rcs",
    path,
    address: "",
    id: "",
    act: { type: "ask", question },
    ...call,
  };
}
