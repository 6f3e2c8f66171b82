import { createHmac } from "node:crypto";
import { FALLBACK_CALL_MS } from "../base/budgets.ts";
import { PermanentError, TransientError } from "../base/errors.ts";
import { checkUrl } from "../base/loopback.ts";
import { mayBeTaken } from "../google/http/retry.ts";
import { type HttpResult, withRetries } from "../google/http/with-retries.ts";
import { systemWorld, type World } from "../google/http/world.ts";
import type { Fallback } from "../ports/fallback.ts";
import { fallbackMessage } from "./fallback-message.ts";

/** An HTTP endpoint of another channel's gateway. */
export interface FallbackEndpoint {
  readonly url: string;
  /** Signs every request. */
  readonly key: string;
}

const SETTING = "FALLBACK_URL";

/**
 * Not about the message: time-out, a repeat that came too soon, too early, too many; a key, a URL or a proxy that must be fixed; a
 * gateway that is not there while it is deployed.
 */
const TRANSIENT: readonly number[] = [401, 403, 404, 405, 407, 408, 409, 421, 425, 429];

/**
 * Another channel behind an HTTP endpoint: a POST of JSON whose Idempotency-Key is the message's id, signed with HMAC-SHA256.
 * 2xx means taken.
 * @throws SettingsError when the URL is neither https nor on loopback.
 */
export function httpFallback({ url, key }: FallbackEndpoint, world: World = systemWorld): Fallback {
  checkUrl(url, SETTING);
  const { clock } = world;
  const caller = { token: undefined, transport: world.openTransport(), clock };
  return {
    async say(message, scope) {
      const { bytes } = fallbackMessage(message);
      const response = await withRetries(
        {
          name: "fallBack",
          method: SETTING,
          url,
          body: { bytes, type: "application/json" },
          headers: () => ({
            "idempotency-key": message.id,
            "x-heliograph-signature": signature(bytes, key, clock.now()),
          }),
          timeoutMs: FALLBACK_CALL_MS,
          scope,
          // A key must be fixed; a gateway that knows no idempotency may have the message whose answer is lost.
          finalStatuses: [401, "no-response"],
        },
        caller,
      );
      accept(response);
    },
  };
}

/** `t=<seconds since 1970>,v1=<hex HMAC-SHA256 of the seconds, a dot and the body>`: a repeat is signed anew. */
function signature(body: Buffer, key: string, now: Date): string {
  const seconds = Math.floor(now.getTime() / 1000);
  return `t=${seconds},v1=${createHmac("sha256", key).update(`${seconds}.`).update(body).digest("hex")}`;
}

/** @throws PermanentError when the gateway will never take the message; TransientError when it may. */
function accept({ status, mayBeTakenEarlier }: HttpResult): void {
  if (status >= 200 && status < 300) return;
  const options = { status, mayBeTaken: mayBeTakenEarlier || mayBeTaken(status) };
  const message = `Cannot fall back: ${SETTING} answered ${status}`;
  if (status < 400 || status >= 500 || TRANSIENT.includes(status)) throw new TransientError(message, options);
  throw new PermanentError(`fallback-${status}`, message, options);
}
