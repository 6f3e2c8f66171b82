import { PermanentError, TransientError, UnauthorisedError } from "../../base/errors.ts";
import type { Json } from "../../base/json.ts";
import { accessToken } from "../http/access-token.ts";
import type { OutgoingRequest } from "../http/exchange.ts";
import { parseAnswer } from "../http/parse-answer.ts";
import { withRetries } from "../http/with-retries.ts";
import { systemWorld, type World } from "../http/world.ts";

/** Google Cloud's REST APIs, by the first word of their hosts. */
export interface Rest {
  /** GETs what the path names, or POSTs JSON to it; `undefined` when there is no such thing. @throws as CloudProject */
  ask(api: string, path: string, json?: object): Promise<Json | undefined>;
}

/** Where the APIs are. */
export interface RestOptions {
  /** The base URL of each API, such as `pubsub`, in place of Google's own; it is called without credentials. */
  readonly baseOf?: ((api: string) => string) | undefined;
  readonly world?: World | undefined;
}

const SCOPE = "https://www.googleapis.com/auth/cloud-platform";
const CALL_MS = 30_000;
const MAX_BYTES = 16 * 1024 * 1024;

/** Opens the APIs for whoever is logged in. */
export function openRest({ baseOf, world = systemWorld }: RestOptions): Rest {
  const token = baseOf === undefined ? accessToken(SCOPE, {}, world) : undefined;
  const caller = { token, transport: world.openTransport(), clock: world.clock };
  return {
    async ask(api, path, json) {
      const method = `${api}${path.replace(/\?.*/, "")}`;
      const url = `${baseOf?.(api) ?? `https://${api}.googleapis.com`}${path}`;
      const how: Partial<OutgoingRequest> = json === undefined ? { httpMethod: "GET" } : { body: { json } };
      const call = { method: api, url, timeoutMs: CALL_MS, maxResponseBytes: MAX_BYTES, ...how };
      const { status, body } = await withRetries(call, caller).catch((cause: unknown) => {
        if (cause instanceof UnauthorisedError) throw notLoggedIn(cause);
        throw cause;
      });
      if (status === 404) return undefined;
      if (status === 200) return { value: parseAnswer(body), path: "" };
      throw toError(status, method);
    },
  };
}

function notLoggedIn(cause?: unknown): UnauthorisedError {
  return new UnauthorisedError("Google does not know who asks: run gcloud auth application-default login", { cause });
}

function toError(status: number, method: string): Error {
  if (status === 401) return notLoggedIn();
  const message = `Google answered ${status} to ${method}`;
  if (status === 403)
    return new UnauthorisedError(`${message}: the role Viewer is missing, or the API is not enabled`, {
      status,
    });
  if (status === 429 || status >= 500) return new TransientError(message, { status });
  return new PermanentError("refused", message, { status });
}
