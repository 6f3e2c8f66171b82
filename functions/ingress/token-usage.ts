import type { Log } from "../../shared/base/log.ts";
import type { Clock } from "../../shared/ports/clock.ts";
import type { KeyRing, TokenPlace } from "../../shared/webhook/key-ring.ts";

/** Logs that a token of `ring` matched. */
export type LogMatch = (ring: KeyRing, matched: TokenPlace) => void;

const REMINDED_MS = 60_000;

/**
 * Logs which tokens Google signs with: each once a minute and ring while it is in use. So a day without such a line of an older token
 * proves that it was not used, and hours without any that nothing genuine came.
 */
export function tokenUsage({ clock, log }: { readonly clock: Clock; readonly log: Log }): LogMatch {
  const loggedAt = new Map<string, number>();
  let loggedRing: KeyRing | undefined;
  return (ring, { owner, position }) => {
    // In another ring the same place may hold another token.
    if (ring !== loggedRing) loggedAt.clear();
    loggedRing = ring;
    const place = `${owner} ${position}`;
    const now = clock.now().getTime();
    const last = loggedAt.get(place);
    if (last !== undefined && now - last < REMINDED_MS) return;
    loggedAt.set(place, now);
    log("INFO", "token_matched", { tokenOwner: owner, tokenPosition: position });
  };
}
