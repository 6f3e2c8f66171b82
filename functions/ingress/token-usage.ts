import type { Log } from "../../shared/base/log.ts";
import type { Clock } from "../../shared/ports/clock.ts";
import type { KeyRing, TokenPlace } from "../../shared/webhook/key-ring.ts";

/** Tells the log that a token of `ring` matched. */
export type LogMatch = (ring: KeyRing, matched: TokenPlace) => void;

const OLD_TOKEN_MS = 60_000;

/**
 * Makes the log tell which tokens Google signs with: the newest of a list once per process and ring, as proof that it is in use; an
 * older one once a minute for as long as it is, so that a day without its line proves that it was silent that day.
 */
export function tokenUsage({ clock, log }: { readonly clock: Clock; readonly log: Log }): LogMatch {
  const toldAt = new Map<string, number>();
  let told: KeyRing | undefined;
  return (ring, { owner, position }) => {
    // In another ring the same place may hold another token.
    if (ring !== told) toldAt.clear();
    told = ring;
    const place = `${owner} ${position}`;
    const now = clock.now().getTime();
    const last = toldAt.get(place);
    if (last !== undefined && (position === 0 || now - last < OLD_TOKEN_MS)) return;
    toldAt.set(place, now);
    log("INFO", "token_matched", { tokenOwner: owner, tokenPosition: position });
  };
}
