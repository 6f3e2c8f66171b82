import { present } from "../../shared/base/present.ts";
import type { Content, SignInError } from "../../shared/inbound/inbound.ts";
import { UNKNOWN_WORD, type Variant } from "./variant.ts";
import type { WebhookEvent } from "./webhook.ts";

/** The result of a sign-in that the agent asked for. */
export type SignIn = Extract<Content, { readonly type: "authentication" | "authentication-failed" }>;

const SIGN_IN_ERRORS: Readonly<Record<Exclude<SignInError, "unknown">, string>> = {
  "invalid-request": "INVALID_REQUEST",
  "access-denied": "ACCESS_DENIED",
  "unauthorized-client": "UNAUTHORIZED_CLIENT",
  "unsupported-response-type": "UNSUPPORTED_RESPONSE_TYPE",
  "invalid-scope": "INVALID_SCOPE",
  "server-error": "SERVER_ERROR",
  "temporarily-unavailable": "TEMPORARILY_UNAVAILABLE",
};

/**
 * Writes `authenticationResponse`.
 * @see https://developers.google.com/business-communications/business-messages/reference/rest/v1/UserMessage#AuthenticationResponse
 */
export function writeSignIn(signIn: SignIn, { spelling, unknownWord = UNKNOWN_WORD }: Variant): WebhookEvent {
  if (signIn.type === "authentication") {
    const { code, redirectUri } = signIn;
    return present({ code, [spelling === "guide" ? "redirect_uri" : "redirectUri"]: redirectUri });
  }
  const error = signIn.error === "unknown" ? unknownWord : SIGN_IN_ERRORS[signIn.error];
  return { errorDetails: present({ error, errorDescription: signIn.description }) };
}
