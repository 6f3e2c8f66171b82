import { isObject, parseJson } from "../../base/json.ts";
import type { RetryClock } from "./retry.ts";
import type { Transport } from "./transport.ts";
import { withRetries } from "./with-retries.ts";

/** A token of the process's own account, and until when it is good, in milliseconds since 1970. */
export interface OwnToken {
  readonly token: string;
  readonly until: number;
}

/** Fetches one. @throws Error when there is none. */
export type FetchOwnToken = (scope: string) => Promise<OwnToken>;

const PATH = "/computeMetadata/v1/instance/service-accounts/default/token";
const HEADERS = { "metadata-flavor": "Google" };
const TIMEOUT_MS = 5000;

/**
 * Fetches tokens from the metadata server at `host`, which is beside each instance on Google Cloud, in one call each.
 * @see https://cloud.google.com/run/docs/container-contract#metadata-server
 */
export function ownTokens(
  host: string,
  caller: { readonly clock: RetryClock; readonly transport: Transport },
): FetchOwnToken {
  return async (scope) => {
    const url = `http://${host}${PATH}?scopes=${encodeURIComponent(scope)}`;
    const begunMs = caller.clock.now().getTime();
    const call = { method: "token", httpMethod: "GET", url, headers: () => HEADERS, timeoutMs: TIMEOUT_MS } as const;
    const { status, body } = await withRetries(call, { ...caller, token: undefined });
    const json = status === 200 ? parseJson(body) : undefined;
    const { access_token: token, expires_in: seconds } = isObject(json) ? json : {};
    if (typeof token === "string" && typeof seconds === "number") return { token, until: begunMs + seconds * 1000 };
    throw new Error(`Cannot use what the metadata server answered: expected a token, got ${status}`);
  };
}
