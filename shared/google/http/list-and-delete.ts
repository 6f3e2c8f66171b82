import { PermanentError, RateLimitError, TransientError } from "../../base/errors.ts";
import { elements, type Json, member, text } from "../../base/json.ts";
import { optionalMember } from "../../base/lenient.ts";
import { parseAnswer } from "./parse-answer.ts";
import { urlOf } from "./path.ts";
import { type HttpCaller, withRetries } from "./with-retries.ts";

/** A collection of one of Google's REST APIs. */
export interface RestCollection {
  /** As the API names it, such as `objects`: errors name it. */
  readonly name: string;
  /** The base URL of the API. */
  readonly base: string;
  readonly caller: HttpCaller;
  /** What a person must mend where Google refuses a call: a setting or a role. */
  readonly wanted: string;
}

const TIMEOUT_MS = 30_000;
/** A page of a thousand tasks with their bodies. */
const MAX_PAGE_BYTES = 64 * 1024 * 1024;
const BUSY: readonly number[] = [408, 409, 429];

/** Reads a list page by page. A collection that is not there has nothing. @throws PermanentError, TransientError, RateLimitError */
export async function* listPages(
  collection: RestCollection,
  {
    path,
    query,
    items,
  }: { readonly path: string; readonly query: Readonly<Record<string, string>>; readonly items: string },
  signal: AbortSignal,
): AsyncGenerator<Json> {
  const method = `${collection.name}.list`;
  for (let pageToken: string | undefined = ""; pageToken !== undefined && !signal.aborted; ) {
    const url = urlOf(collection.base, path, { ...query, ...(pageToken === "" ? {} : { pageToken }) });
    const call = { method, httpMethod: "GET", url, timeoutMs: TIMEOUT_MS, maxResponseBytes: MAX_PAGE_BYTES } as const;
    const { status, body } = await withRetries(call, collection.caller);
    if (status === 404) return;
    if (status !== 200) throwError(method, status, collection);
    const page: Json = { value: parseAnswer(body), path: "" };
    const found = member(page, items);
    if (found.value !== undefined) yield* elements(found);
    pageToken = optionalMember(page, "nextPageToken", text);
  }
}

/** Deletes what the path names; what is gone already is deleted. @throws PermanentError, TransientError, RateLimitError */
export async function deleteAt(collection: RestCollection, path: string): Promise<void> {
  const method = `${collection.name}.delete`;
  const call = { method, httpMethod: "DELETE", url: `${collection.base}${path}`, timeoutMs: TIMEOUT_MS } as const;
  const { status } = await withRetries(call, collection.caller);
  if (status !== 404 && (status < 200 || status >= 300)) throwError(method, status, collection);
}

function throwError(method: string, status: number, { wanted }: RestCollection): never {
  const message = `Cannot call ${method}: Google answered ${status}`;
  if (status === 429) throw new RateLimitError(message);
  if (BUSY.includes(status) || status >= 500) throw new TransientError(message);
  throw new PermanentError("refused", `${message}: expected ${wanted}`);
}
