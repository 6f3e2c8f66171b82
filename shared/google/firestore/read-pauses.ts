import { TransientError } from "../../base/errors.ts";
import { isObject, parseJson } from "../../base/json.ts";
import type { Pauses } from "../../ports/pauses.ts";
import type { Members } from "../../store/document-store.ts";
import { PAUSES_PATH } from "../../store/paths.ts";
import { readPauses } from "../../store/pauses.ts";
import { accessToken } from "../http/access-token.ts";
import { withRetries } from "../http/with-retries.ts";
import { systemWorld, type World } from "../http/world.ts";
import type { FirestoreOptions } from "./open.ts";

const SCOPE = "https://www.googleapis.com/auth/datastore";
/** READ and typing wait for it, twice a minute: without an answer they leave by what was known before. */
const TIMEOUT_MS = 2000;
const MAX_TRIES = 2;

/**
 * Reads what is paused over REST, without Firestore's client: a cold process sends READ and typing before it loads that.
 * @see https://cloud.google.com/firestore/docs/reference/rest/v1/projects.databases.documents/get
 */
export function googlePauses({ project, database, emulator }: FirestoreOptions, world: World = systemWorld): Pauses {
  const base = emulator === undefined ? "https://firestore.googleapis.com" : `http://${emulator}`;
  const url = `${base}/v1/projects/${project}/databases/${database}/documents/${PAUSES_PATH}`;
  const token = emulator === undefined ? accessToken(SCOPE, {}, world) : undefined;
  const caller = { token, transport: world.openTransport(), clock: world.clock };
  const call = { method: "documents.get", httpMethod: "GET", url, timeoutMs: TIMEOUT_MS, maxTries: MAX_TRIES } as const;
  return {
    async read() {
      const { status, body } = await withRetries(call, caller);
      if (status === 404) return [];
      const json = status === 200 ? parseJson(body) : undefined;
      if (!isObject(json)) throw new TransientError(`Cannot read what is paused: Firestore answered ${status}`);
      return readPauses(readFields(json.fields));
    },
  };
}

function readFields(fields: unknown): Members {
  if (!isObject(fields)) return {};
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, readValue(value)]));
}

/** @see https://cloud.google.com/firestore/docs/reference/rest/v1/Value */
function readValue(value: unknown): unknown {
  if (!isObject(value)) return undefined;
  if (isObject(value.mapValue)) return readFields(value.mapValue.fields);
  return value.integerValue === undefined ? (value.stringValue ?? value.doubleValue) : Number(value.integerValue);
}
