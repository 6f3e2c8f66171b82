import { readFile } from "node:fs/promises";
import type { OAuth2ClientOptions } from "google-auth-library";
import { decodeText } from "../../base/decode-text.ts";
import { UnauthorisedError } from "../../base/errors.ts";
import { isObject, parseJson } from "../../base/json.ts";
import type { SleepClock } from "../../ports/clock.ts";
import type { FetchOwnToken, OwnToken } from "./own-token.ts";
import type { AccessToken } from "./with-retries.ts";

/** Whose token it is, where it is not the process's own service account's. */
export interface Credentials {
  /** API_CREDENTIALS_FILE: a service account's key in JSON, mounted by Secret Manager. */
  readonly file?: string | undefined;
  /** API_IMPERSONATE: the e-mail address of the service account to act as. */
  readonly impersonate?: string | undefined;
}

/** Fetches a token, or has one that lasts. */
type Client = Promise<() => Promise<string>>;

/** How the library makes its own calls. */
type Transporter = NonNullable<OAuth2ClientOptions["transporterOptions"]>;

/** What tokens are fetched with. */
interface TokenOptions {
  readonly clock: Pick<SleepClock, "after" | "now">;
  /** Fetches what is the process's own; Google's library does unless it is set. */
  readonly fetchOwnToken?: FetchOwnToken | undefined;
  readonly transporter?: Transporter;
}

/**
 * How long a fetch may take before others stop waiting for it: the library has all callers wait for one, which may be stuck
 * for ever. It is less than a third of what a publish (2.5 s) and a signal (3 s) may take, when they ask a second time.
 */
const STUCK_AFTER_MS = 800;

/** The library follows redirects and reads without end, unless it is told not to. A token has some 2 kB. */
const MAX_RESPONSE_BYTES = 1_048_576;
const BOUNDED = {
  redirect: "error",
  // What the head of the response says, and what comes.
  maxContentLength: MAX_RESPONSE_BYTES,
  size: MAX_RESPONSE_BYTES,
} as const satisfies Transporter;

/** The metadata server gives a new token when the last one has five minutes left, or a little less. */
const LEFT_MS = 225_000;

const CLOUD_PLATFORM = "https://www.googleapis.com/auth/cloud-platform";

/**
 * Tokens for one OAuth scope. Where the process can fetch its own, the first one is on its way at once. Otherwise Google's library
 * does, which is loaded with the first token, so that nobody else pays for it. A failure is not remembered, and a fetch that hangs
 * holds up nobody who asks later. When a token was refused, the key's file is read anew, because keys are rotated.
 * @returns a function that throws UnauthorisedError, naming the setting to fix, when there is no token to be had.
 */
export function accessToken(scope: string, credentials: Credentials, options: TokenOptions): AccessToken {
  const { clock } = options;
  const isOwn = options.fetchOwnToken !== undefined && Object.values(credentials).every((one) => one === undefined);
  const open = () => (isOwn ? openOwn(scope, options) : openLibrary(scope, credentials, options));
  let client: Client | undefined;
  const discard = (stuck: Client) => {
    if (client === stuck) client = undefined;
  };
  const fetchFrom = async (asked: Client) => {
    const cancel = clock.after(STUCK_AFTER_MS, () => discard(asked));
    try {
      const token = await (await asked)();
      // It was slow, but not stuck.
      client ??= asked;
      return token;
    } catch (cause) {
      discard(asked);
      throw new UnauthorisedError(`Cannot get an access token: check ${accountOf(credentials)}`, { cause });
    } finally {
      cancel();
    }
  };
  if (isOwn) {
    client = open();
    fetchFrom(client).catch(() => undefined);
  }
  return async (refused) => {
    client ??= open();
    const asked = client;
    const token = await fetchFrom(asked);
    if (token !== refused) return token;
    // Of many callers whose token was refused, the first one discards the client.
    discard(asked);
    client ??= open();
    return fetchFrom(client);
  };
}

/** Names the account that calls, and the setting that chose it. */
export function accountOf({ file, impersonate }: Credentials): string {
  if (impersonate !== undefined) return "the service account in API_IMPERSONATE";
  return file === undefined ? "the function's service account" : "the service account in API_CREDENTIALS_FILE";
}

async function openOwn(scope: string, { clock, fetchOwnToken }: TokenOptions): Client {
  let last: OwnToken | undefined;
  return together(async () => {
    if (last === undefined || last.until - clock.now().getTime() < LEFT_MS) last = await fetchOwnToken?.(scope);
    return last?.token;
  });
}

async function openLibrary(scope: string, credentials: Credentials, { transporter: own }: TokenOptions): Client {
  const transporter = { ...BOUNDED, ...own };
  const { GoogleAuth, Impersonated, JWT } = await import("google-auth-library");
  const { file, impersonate } = credentials;
  const scopes = [impersonate === undefined ? scope : CLOUD_PLATFORM];
  const options = { scopes, transporterOptions: transporter };
  const ownClient = async () =>
    new GoogleAuth({ scopes, clientOptions: { transporterOptions: transporter } }).getClient();
  const client = file === undefined ? await ownClient() : new JWT({ ...(await readKey(file)), ...options });
  const acting =
    impersonate === undefined
      ? client
      : new Impersonated({ ...options, sourceClient: client, targetPrincipal: impersonate, targetScopes: [scope] });
  return together(async () => (await acting.getAccessToken()).token);
}

/** All who ask while a token is fetched have that one: the library fetches once for each caller that acts as another account. */
function together(fetchToken: () => Promise<string | null | undefined>): () => Promise<string> {
  let fetching: Promise<string> | undefined;
  const fetchOnce = async () => {
    try {
      return (await fetchToken()) || refuse();
    } finally {
      fetching = undefined;
    }
  };
  return () => {
    fetching ??= fetchOnce();
    return fetching;
  };
}

function refuse(): never {
  throw new Error("Google gave no token");
}

async function readKey(file: string): Promise<{ readonly email: string; readonly key: string }> {
  const json = parseJson(decodeText(await readFile(file)));
  const { client_email: email, private_key: key } = isObject(json) ? json : {};
  if (typeof email !== "string" || typeof key !== "string") throw new Error("Not a service account's key");
  return { email, key };
}
