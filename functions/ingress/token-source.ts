import { raceAbort } from "../../shared/base/abortable.ts";
import type { AgentId } from "../../shared/base/ids.ts";
import { describeError, type Log } from "../../shared/base/log.ts";
import type { Clock } from "../../shared/ports/clock.ts";
import { isSameRing, type KeyRing, readKeyRing } from "../../shared/webhook/key-ring.ts";

/** The key ring as it is now. Neither method rejects: when a new ring is unusable, the last good one stays. */
export interface TokenSource {
  /** The ring to verify with; read again first when that was last tried five minutes ago. */
  current(): Promise<KeyRing>;
  /** Another ring than `tried`, which matched nothing; `undefined` when there is none. Read again at most every ten seconds. */
  refresh(tried: KeyRing): Promise<KeyRing | undefined>;
}

/** What the ring is read again with. */
export interface TokenPorts {
  /** Reads the JSON of CLIENT_TOKENS_FILE; without it the first ring stays. */
  readonly readTokens?: (() => Promise<string>) | undefined;
  readonly clock: Clock;
  readonly log: Log;
}

/** Each reading of a mounted secret may be a billed call to Secret Manager. */
const MAX_AGE_MS = 300_000;

/** Strangers can send as many wrong signatures as they like. */
const MIN_RETRY_MS = 10_000;

/** A webhook waits for a reading, and its sender may have no patience. */
const READ_TIMEOUT_MS = 1000;

/** Starts with a ring that is known to be good, and reads it again while webhooks come: a function has no time of its own. */
export function tokenSource(
  { ring, agents }: { readonly ring: KeyRing; readonly agents: ReadonlySet<AgentId> },
  { readTokens, clock, log }: TokenPorts,
): TokenSource {
  if (readTokens === undefined) return { current: async () => ring, refresh: async () => undefined };
  const load = () => readRing(readTokens, [...agents]);
  return rereading({ ring, load, clock, log });
}

function rereading(first: {
  readonly ring: KeyRing;
  readonly load: () => Promise<KeyRing | Unusable>;
  readonly clock: Clock;
  readonly log: Log;
}): TokenSource {
  const { load, clock, log } = first;
  let { ring } = first;
  let complaint: string | undefined;
  let triedAt = clock.now().getTime();
  let retriedAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | undefined;
  const readAgain = async () => {
    const loaded = await load();
    reading = undefined;
    if ("reason" in loaded) {
      // Once for as long as the file is as wrong as it was.
      if (loaded.error !== complaint) log("ERROR", "token_reload_failed", { ...loaded });
      complaint = loaded.error;
      return;
    }
    complaint = undefined;
    if (!isSameRing(ring, loaded)) ring = loaded;
  };
  return {
    async current() {
      const now = clock.now().getTime();
      if (now - triedAt >= MAX_AGE_MS) {
        triedAt = now;
        reading ??= readAgain();
        await reading;
      }
      return ring;
    },
    async refresh(tried) {
      const now = clock.now().getTime();
      if (ring === tried && now - retriedAt >= MIN_RETRY_MS) {
        [triedAt, retriedAt] = [now, now];
        reading ??= readAgain();
      }
      await reading;
      return ring === tried ? undefined : ring;
    },
  };
}

/** Why the file gave no ring. */
interface Unusable {
  readonly reason: "unreadable" | "unusable";
  readonly error: string;
}

async function readRing(read: () => Promise<string>, agents: readonly AgentId[]): Promise<KeyRing | Unusable> {
  let content: string | undefined;
  try {
    content = await raceAbort(read(), AbortSignal.timeout(READ_TIMEOUT_MS));
    return readKeyRing(content, agents, "CLIENT_TOKENS_FILE");
  } catch (error) {
    const reason = content === undefined ? "unreadable" : "unusable";
    return { reason, error: describeError(error) };
  }
}
