import { readFile } from "node:fs/promises";
import type { OAuth2ClientOptions } from "google-auth-library";
import { decodeText } from "../../base/decode-text.ts";
import { UnauthorisedError } from "../../base/errors.ts";
import { isObject, parseJson } from "../../base/json.ts";
import type { SleepClock } from "../../ports/clock.ts";

/** Whose token it is, where it is not the process's own service account's. */
export interface Credentials {
  /** API_CREDENTIALS_FILE: a service account's key in JSON, mounted by Secret Manager. */
  readonly file?: string | undefined;
  /** API_IMPERSONATE: the e-mail address of the service account to act as. */
  readonly impersonate?: string | undefined;
}

/** A valid access token, from a cache while it lasts. Told which one was refused, it gives another. */
export type AccessToken = (refused?: string) => Promise<string>;

/** Fetches a token, or has one that lasts. */
type Client = Promise<() => Promise<string>>;

/** How the library makes its own calls. */
type Transporter = NonNullable<OAuth2ClientOptions["transporterOptions"]>;

/** What tokens are fetched with. */
interface TokenOptions {
  readonly clock: Pick<SleepClock, "after">;
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

const CLOUD_PLATFORM = "https://www.googleapis.com/auth/cloud-platform";

/**
 * Tokens for one OAuth scope. The library is loaded with the first token, so that processes without credentials never pay for
 * it. A failure is not remembered, and a fetch that hangs holds up nobody who asks later. When a token was refused, the key's
 * file is read anew, because keys are rotated.
 * @returns a function that throws UnauthorisedError, naming the setting to fix, when there is no token to be had.
 */
export function accessToken(
  scope: string,
  credentials: Credentials,
  { clock, transporter = {} }: TokenOptions,
): AccessToken {
  const bounded = { ...BOUNDED, ...transporter };
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
  return async (refused) => {
    client ??= openClient(scope, credentials, bounded);
    const asked = client;
    const token = await fetchFrom(asked);
    if (token !== refused) return token;
    // Of many callers whose token was refused, the first one discards the client.
    discard(asked);
    client ??= openClient(scope, credentials, bounded);
    return fetchFrom(client);
  };
}

/** Names the account that calls, and the setting that chose it. */
export function accountOf({ file, impersonate }: Credentials): string {
  if (impersonate !== undefined) return "the service account in API_IMPERSONATE";
  return file === undefined ? "the function's service account" : "the service account in API_CREDENTIALS_FILE";
}

async function openClient(scope: string, credentials: Credentials, transporter: Transporter): Client {
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
  const fetchToken = async () => {
    const { token } = await acting.getAccessToken();
    if (!token) throw new Error("Google gave no token");
    return token;
  };
  let fetching: Promise<string> | undefined;
  // Together, because the library fetches once for each caller that acts as another account.
  return () => {
    fetching ??= fetchToken().finally(() => {
      fetching = undefined;
    });
    return fetching;
  };
}

async function readKey(file: string): Promise<{ readonly email: string; readonly key: string }> {
  const json = parseJson(decodeText(await readFile(file)));
  const { client_email: email, private_key: key } = isObject(json) ? json : {};
  if (typeof email !== "string" || typeof key !== "string") throw new Error("Not a service account's key");
  return { email, key };
}
