import { STORE_CALL_MS } from "../../base/budgets.ts";
import { PermanentError, TransientError } from "../../base/errors.ts";
import { isObject } from "../../base/json.ts";
import { accessToken } from "../http/access-token.ts";
import { parseAnswer } from "../http/parse-answer.ts";
import { openRetryBudget } from "../http/retry.ts";
import { type HttpCall, type HttpCaller, withRetries } from "../http/with-retries.ts";
import { systemWorld, type World } from "../http/world.ts";
import type { FirestoreOptions } from "./open.ts";

/** Firestore's REST API of one database. */
export interface FirestoreRest {
  /** What the names of documents begin with, with a slash at its end. */
  readonly prefix: string;
  /**
   * Calls a method.
   * @returns Its JSON; of a commit `lost` when others have written what it takes for granted.
   * @throws PermanentError `refused-by-history` for what Firestore would refuse again, such as a document over 1 MiB.
   * @throws TransientError for any other answer, and for none.
   */
  readonly call: (call: RestCall) => Promise<unknown>;
}

/** How long a call may take, and how often it may be made. */
export interface RestPatience {
  readonly timeoutMs: number;
  readonly maxTries?: number;
}

interface RestCall {
  readonly method: "batchGet" | "commit" | "runQuery";
  /** The document that it is about, by its path; all of them unless it is set. */
  readonly parent?: string;
  readonly body: object;
  /** False where a repeat would do the work a second time; true unless it is set. */
  readonly isRepeatable?: boolean;
  /** A commit that takes something for granted: it is lost where that is not so. */
  readonly canBeLost?: boolean;
  /** 8 s unless it is set. */
  readonly patience?: RestPatience | undefined;
}

const SCOPE = "https://www.googleapis.com/auth/datastore";
/** Some turns of 1 MiB each. */
const MAX_RESPONSE_BYTES = 16 * 1024 * 1024;
/** Firestore has done nothing, because others write there at this moment. */
const ABORTED = "ABORTED";
/** What a commit answers when somebody else was first. */
const LOST: readonly string[] = ["ALREADY_EXISTS", "FAILED_PRECONDITION", "NOT_FOUND", ABORTED];
/** What was aborted is made again after up to so many milliseconds. */
const ABORTED_PAUSES_MS = [200, 400, 800];

/**
 * Opens Firestore over REST, without its client, which takes a cold process some 200 ms. All calls share connections and a token.
 * @see https://cloud.google.com/firestore/docs/reference/rest/v1/projects.databases.documents
 */
export function openFirestoreRest(
  { project, database, emulator }: FirestoreOptions,
  world: World = systemWorld,
): FirestoreRest {
  const name = `projects/${project}/databases/${database}/documents`;
  const base = emulator === undefined ? "https://firestore.googleapis.com" : `http://${emulator}`;
  const token = emulator === undefined ? accessToken(SCOPE, {}, world) : undefined;
  const caller = { token, transport: world.openTransport(), clock: world.clock };
  return {
    prefix: `${name}/`,
    async call({
      method,
      parent,
      body,
      isRepeatable = true,
      canBeLost = false,
      patience = { timeoutMs: STORE_CALL_MS },
    }) {
      const about = parent === undefined ? "" : `/${parent.split("/").map(encodeURIComponent).join("/")}`;
      const call = { method: `documents.${method}`, url: `${base}/v1/${name}${about}:${method}`, body: { json: body } };
      const rules = { isRepeatable, ...patience, maxResponseBytes: MAX_RESPONSE_BYTES };
      return readAnswer(method, await untilTaken({ ...call, ...rules }, caller), canBeLost);
    },
  };
}

/** What was answered, its body as JSON: that is read once, for it may have megabytes. */
interface RestAnswer {
  readonly status: number;
  readonly json: unknown;
}

/** Makes a call again while Firestore aborts it, as long as its time lasts. */
async function untilTaken(call: HttpCall, caller: HttpCaller): Promise<RestAnswer> {
  const { clock } = caller;
  const budget = openRetryBudget(call.timeoutMs, clock);
  const ask = async (): Promise<RestAnswer> => {
    const { status, body } = await withRetries(call, caller, budget);
    return { status, json: parseAnswer(body) };
  };
  for (const pauseMs of ABORTED_PAUSES_MS) {
    const answer = await ask();
    const waitMs = clock.random() * pauseMs;
    if (failureOf(answer.json) !== ABORTED || waitMs >= budget.leftMs()) return answer;
    await clock.sleep(waitMs);
  }
  return ask();
}

/** What takes nothing for granted is never lost: whoever writes it does not look. */
function readAnswer(method: RestCall["method"], { status, json }: RestAnswer, canBeLost: boolean): unknown {
  if (status === 200 && typeof json === "object" && json !== null) return json;
  const failure = failureOf(json);
  if (canBeLost && LOST.includes(failure)) return "lost";
  const message = `Cannot call documents.${method}: Firestore answered ${status} ${failure}`.trim();
  if (failure !== "INVALID_ARGUMENT") throw new TransientError(message);
  throw new PermanentError("refused-by-history", `${message}, expected what its limits allow`);
}

/** Google's name of a failure, which comes in a list where the answer is a stream; empty for a proxy's answer. */
function failureOf(json: unknown): string {
  const answer: unknown = Array.isArray(json) ? json[0] : json;
  const status = isObject(answer) && isObject(answer.error) ? answer.error.status : undefined;
  return typeof status === "string" && /^[A-Z_]{1,40}$/.test(status) ? status : "";
}
