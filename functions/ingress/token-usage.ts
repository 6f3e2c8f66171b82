import type { Log } from "../../shared/base/log.ts";
import type { Clock } from "../../shared/ports/clock.ts";
import type { KeyRing, TokenPlace } from "../../shared/webhook/key-ring.ts";

/** Logs that a token of `ring` matched. */
export type LogMatch = (ring: KeyRing, matched: TokenPlace) => void;

const OLD_TOKEN_MS = 60_000;

/**
 * Logs which tokens Google signs with: the newest of a list once per process and ring, as proof that it is in use; an older one
 * once a minute while it is in use, so that a day without such a line proves that it was not used.
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
    if (last !== undefined && (position === 0 || now - last < OLD_TOKEN_MS)) return;
    loggedAt.set(place, now);
    log("INFO", "token_matched", { tokenOwner: owner, tokenPosition: position });
  };
}
