import type { ApiResponse, PlatformResponse } from "../api/api-response.ts";
import type { IncomingCall } from "../api/call.ts";
import { RCS_FILE } from "../api/media-limits.ts";
import { refusal } from "../api/refusals.ts";
import type { NewUuid } from "../real-uuid.ts";

/** An upload that has begun, and what of its file has arrived. */
interface UploadSession {
  readonly first: IncomingCall;
  readonly type: string;
  readonly pieces: Buffer[];
}

/** Answers requests, among them those that upload a file piece by piece. */
type AnswerCall = (request: IncomingCall) => PlatformResponse | Promise<PlatformResponse>;

const PATH = "/upload/v1/files";
const RANGE = /^bytes (?:(\d+)-\d+|\*)\/(\d+|\*)$/;

/**
 * Takes files piece by piece, as Google's generated clients send them by default: a first request that is answered with a URL,
 * and then the pieces to that URL. The whole file goes on as one request.
 * @see https://developers.google.com/api-client-library/java/google-api-java-client/media-upload
 */
export function withResumableUploads(answer: AnswerCall, uuid: NewUuid): AnswerCall {
  const sessions = new Map<string, UploadSession>();
  return (request) => {
    const { method, path, query } = request;
    if (path !== PATH || query.get("uploadType") !== "resumable") return answer(request);
    if (method === "POST") return begin(sessions, request, uuid());
    const whole = goOn(sessions, request);
    return "status" in whole ? whole : answer(whole);
  };
}

/** Takes a piece. @returns The whole file as one request when it was the last piece. @throws ApiError 400 or 404 */
function goOn(sessions: Map<string, UploadSession>, request: IncomingCall): ApiResponse | IncomingCall {
  const id = request.query.get("upload_id") ?? "";
  const session = sessions.get(id);
  if (request.method !== "PUT" || session === undefined) throw refusal("unknown-upload");
  const response = add(session, request);
  if (response !== "whole") return response;
  sessions.delete(id);
  const { first, type: contentType, pieces } = session;
  const query = new URLSearchParams([...first.query].filter(([name]) => name !== "uploadType"));
  return { ...first, query, contentType, body: Buffer.concat(pieces) };
}

function begin(sessions: Map<string, UploadSession>, request: IncomingCall, id: string): ApiResponse {
  const { headers, path } = request;
  const type = headers["x-upload-content-type"] ?? "application/octet-stream";
  sessions.set(id, { first: request, type, pieces: [] });
  const query = new URLSearchParams([...request.query, ["upload_id", id]]);
  return { status: 200, headers: { location: `http://${headers.host}${path}?${query}` }, body: {} };
}

/** Adds a piece. Of a repeated one nothing is added, and of one after a gap neither: the response says what has arrived. @throws ApiError 400 */
function add({ pieces }: UploadSession, { headers, body }: IncomingCall): ApiResponse | "whole" {
  const [, start, total] = RANGE.exec(headers["content-range"] ?? `bytes 0-0/${body.length}`) ?? [];
  if (total === undefined) throw refusal("wrong-range");
  const known = pieces.reduce((sum, { length }) => sum + length, 0);
  const isNext = start !== undefined && Number(start) <= known;
  const added = isNext ? body.subarray(known - Number(start)) : Buffer.alloc(0);
  const length = known + added.length;
  if (length > RCS_FILE.maxBytes) throw refusal("wrong-file-size", { max: RCS_FILE.maxBytes });
  pieces.push(added);
  if (String(length) === total) return "whole";
  const range: Readonly<Record<string, string>> = length === 0 ? {} : { range: `bytes=0-${length - 1}` };
  return { status: 308, headers: range, body: {} };
}
