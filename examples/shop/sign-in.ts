import { createHash } from "node:crypto";
import { isObject } from "../../shared/base/json.ts";
import type { Answer, ReadSetting, Turn } from "../../shared/bot/bot.ts";
import { route } from "../../shared/bot/routes.ts";
import { text } from "../../shared/reply/reply.ts";
import { authenticate } from "../../shared/reply/suggestion.ts";
import { say } from "./languages.ts";
import { humanChip, menu } from "./menu.ts";
import { callService, readServiceUrl } from "./services.ts";
import { WORDS } from "./words.ts";

/** An OAuth client of the agent's, as it is set up at the identity provider and with Google. */
export interface SignIn {
  readonly clientId: string;
  /** Where a code is exchanged for a token. */
  readonly tokenUrl: string;
  readonly scopes: readonly string[];
}

type Code = Extract<Turn["content"], { readonly type: "authentication" }>;

const TIMEOUT_MS = 8_000;
/** Codes are short-lived: a sign-in that took longer has failed. */
const LIFE_MS = 10 * 60_000;

/**
 * Reads SIGN_IN_CLIENT_ID, SIGN_IN_TOKEN_URL and SIGN_IN_SCOPES; without the first nobody can sign in.
 * @throws SettingsError when there is an id, but no URL that a code may be sent to.
 */
export function readSignIn(read: ReadSetting): SignIn | undefined {
  const clientId = read("SIGN_IN_CLIENT_ID");
  if (clientId === undefined) return undefined;
  const tokenUrl = readServiceUrl(read("SIGN_IN_TOKEN_URL"), "SIGN_IN_TOKEN_URL");
  return { clientId, tokenUrl, scopes: (read("SIGN_IN_SCOPES") ?? "openid").split(/\s+/) };
}

/**
 * Signs the user in with OAuth 2 and PKCE. The verifier stays in the conversation, because what comes back from Google names
 * nothing else that it could belong to.
 */
export function signInRoutes(signIn: SignIn | undefined) {
  return [
    route([{ text: WORDS.signIn }, { postback: "sign-in" }], (turn) => begin(turn, signIn)),
    route({ type: "authentication" }, (turn) => finish(turn, turn.content, signIn)),
    route({ type: "authentication-failed" }, (turn) => {
      turn.remember({ signIn: undefined });
      return sorry(turn, turn.content.error === "access-denied" ? "signInDeclined" : "signInFailed");
    }),
  ];
}

function begin(turn: Turn, signIn: SignIn | undefined): readonly Answer[] {
  if (signIn === undefined || turn.channel === "rcs") return sorry(turn, "signInMissing");
  const verifier = turn.secret("sign-in");
  turn.remember({ signIn: { verifier, until: turn.at.getTime() + LIFE_MS } });
  const codeChallenge = createHash("sha256").update(verifier).digest("base64url");
  const chip = authenticate({ clientId: signIn.clientId, codeChallenge, scopes: signIn.scopes });
  return [text(say(turn, "signIn"), { suggestions: [chip] })];
}

/** Whatever comes of it, the verifier is used once. */
async function finish(turn: Turn, code: Code, signIn: SignIn | undefined): Promise<readonly Answer[]> {
  const verifier = openVerifier(turn);
  turn.remember({ signIn: undefined });
  if (signIn === undefined || verifier === undefined) return sorry(turn, "signInLate");
  const token = await exchange({ signIn, code, verifier }, turn.signal);
  if (token === undefined) return sorry(turn, "signInFailed");
  // Here a bot asks its own services who this is. The token itself is better not remembered: memory is plain JSON.
  turn.remember({ isSignedIn: true });
  return [text(say(turn, "signedIn"), { suggestions: menu(turn) })];
}

function openVerifier({ memory, at }: Turn): string | undefined {
  const { signIn } = memory;
  if (!isObject(signIn) || typeof signIn.verifier !== "string" || typeof signIn.until !== "number") return undefined;
  return at.getTime() < signIn.until ? signIn.verifier : undefined;
}

interface Exchange {
  readonly signIn: SignIn;
  readonly code: Code;
  readonly verifier: string;
}

/** The access token; `undefined` when the provider gave none, for whatever reason: the user is told to try again. */
async function exchange({ signIn, code, verifier }: Exchange, signal: AbortSignal): Promise<string | undefined> {
  const form = {
    grant_type: "authorization_code",
    client_id: signIn.clientId,
    code: code.code,
    code_verifier: verifier,
    ...(code.redirectUri === undefined ? {} : { redirect_uri: code.redirectUri }),
  };
  try {
    const { status, body } = await callService(new URL(signIn.tokenUrl), { signal, timeoutMs: TIMEOUT_MS, form });
    const token = status === 200 && isObject(body) ? body.access_token : undefined;
    return typeof token === "string" ? token : undefined;
  } catch {
    return undefined;
  }
}

function sorry(turn: Turn, key: "signInMissing" | "signInDeclined" | "signInLate" | "signInFailed"): readonly Answer[] {
  return [text(say(turn, key), { suggestions: [humanChip(turn)] })];
}
