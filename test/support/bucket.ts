import type { IncomingMessage, ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { serveHttp } from "./serve-http.ts";

/** What stands in for Cloud Storage: one bucket, as the JSON API documents it. */
export interface FakeBucket {
  readonly host: string;
  readonly bucket: string;
  /** Follows a `gs://` URL. */
  read(url: string): Promise<Buffer>;
}

interface StoredObject {
  readonly contentType: string;
  readonly bytes: Buffer;
}

const PAGE = 2;

type Objects = Map<string, StoredObject>;

const BUCKET = "media-of-tests";
const OBJECTS = `/storage/v1/b/${BUCKET}/o/`;

/**
 * Opens an empty bucket until the test is over.
 * @see https://cloud.google.com/storage/docs/json_api/v1/objects
 * @see https://cloud.google.com/storage/docs/json_api/v1/status-codes
 */
export async function openBucket(): Promise<FakeBucket> {
  const objects: Objects = new Map();
  const host = await serveHttp((request, response) => void answer(request, response, objects));
  return {
    host,
    bucket: BUCKET,
    async read(url) {
      const object = objects.get(url.replace(`gs://${BUCKET}/`, ""));
      if (object === undefined) throw new Error("No such object");
      return object.bytes;
    },
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, objects: Objects): Promise<void> {
  const url = new URL(request.url ?? "", "http://bucket");
  if (request.method === "POST" && url.pathname === `/upload/storage/v1/b/${BUCKET}/o`) {
    await insert(request, response, { url, objects });
  } else if (request.method === "GET" && url.pathname === OBJECTS.slice(0, -1)) {
    send(response, 200, pageOf(objects, url.searchParams));
  } else if (request.method === "GET" && url.pathname.startsWith(OBJECTS)) {
    sendObject(response, objects.get(decodeURIComponent(url.pathname.slice(OBJECTS.length))));
  } else if (request.method === "DELETE" && objects.delete(decodeURIComponent(url.pathname.slice(OBJECTS.length)))) {
    response.writeHead(204).end();
  } else {
    answerError(response, 404, "notFound");
  }
}

/** A page is short, so that there are several. What is empty is left out. */
function pageOf(objects: Objects, query: URLSearchParams): object {
  const names = [...objects.keys()].filter((name) => name.startsWith(query.get("prefix") ?? "")).toSorted();
  const rest = names.filter((name) => name > (query.get("pageToken") ?? ""));
  const found = rest.slice(0, PAGE);
  return {
    ...(found.length === 0 ? {} : { items: found.map((name) => ({ name })) }),
    ...(rest.length > PAGE ? { nextPageToken: found.at(-1) } : {}),
  };
}

async function insert(
  request: IncomingMessage,
  response: ServerResponse,
  { url, objects }: { readonly url: URL; readonly objects: Objects },
): Promise<void> {
  const { name = "", uploadType, ifGenerationMatch } = Object.fromEntries(url.searchParams);
  const bytes = await buffer(request).catch(() => undefined);
  // The sender hung up before the end: nothing becomes an object, and there is nobody to answer.
  if (bytes === undefined) return;
  if (uploadType !== "media" || name === "") {
    answerError(response, 400, "required");
  } else if (ifGenerationMatch === "0" && objects.has(name)) {
    answerError(response, 412, "conditionNotMet");
  } else {
    objects.set(name, { contentType: request.headers["content-type"] ?? "application/octet-stream", bytes });
    sendObject(response, objects.get(name));
  }
}

/** A 64-bit number is a string in JSON. */
function sendObject(response: ServerResponse, object: StoredObject | undefined): void {
  if (object === undefined) answerError(response, 404, "notFound");
  else send(response, 200, { contentType: object.contentType, size: String(object.bytes.length) });
}

function answerError(response: ServerResponse, code: number, reason: string): void {
  send(response, code, { error: { code, message: reason, errors: [{ domain: "global", reason, message: reason }] } });
}

function send(response: ServerResponse, status: number, json: object): void {
  response.writeHead(status, { "content-type": "application/json; charset=UTF-8" }).end(JSON.stringify(json));
}
