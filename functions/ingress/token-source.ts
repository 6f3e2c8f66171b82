import { describeError } from "../../shared/base/describe-error.ts";
import type { AgentId } from "../../shared/base/ids.ts";
import type { Log } from "../../shared/base/log.ts";
import type { SleepClock } from "../../shared/ports/clock.ts";
import { inTime } from "../../shared/ports/in-time.ts";
import { isSameRing, type KeyRing, readKeyRing } from "../../shared/webhook/key-ring.ts";

/** The current key ring. Neither method rejects: when the file is unusable, the last good ring stays. */
export interface TokenSource {
  /** The ring to verify with. It is loaded again before, when the last load is five minutes old. */
  current(): Promise<KeyRing>;
  /** A newer ring than `tried`, which matched nothing; `undefined` when there is none. It is loaded at most every ten seconds. */
  refresh(tried: KeyRing): Promise<KeyRing | undefined>;
}

/** What the ring is loaded with. */
export interface TokenPorts {
  /** Reads the JSON of CLIENT_TOKENS_FILE; without it the first ring stays. */
  readonly readTokens?: (() => Promise<string>) | undefined;
  readonly clock: SleepClock;
  readonly log: Log;
}

/** Each reading of a mounted secret may be a call to Secret Manager that costs money. */
const MAX_AGE_MS = 300_000;

/** Strangers can send as many wrong signatures as they like. */
const MIN_RETRY_MS = 10_000;

/** A webhook waits while the ring is loaded, and Google may not wait long. */
const READ_TIMEOUT_MS = 1000;

/** Starts with a good ring and loads it again when webhooks come: a function does not run between requests. */
export function tokenSource(
  { ring, agents }: { readonly ring: KeyRing; readonly agents: ReadonlySet<AgentId> },
  { readTokens, clock, log }: TokenPorts,
): TokenSource {
  if (readTokens === undefined) return { current: async () => ring, refresh: async () => undefined };
  const load = () => readRing(readTokens, [...agents], clock);
  return reloadingSource({ ring, load, clock, log });
}

/** Loads the ring again when it is old or when it does not match. */
function reloadingSource({ clock, ...first }: FirstRing & Pick<TokenPorts, "clock">): TokenSource {
  const loader = openLoader(first);
  let loadedAt = clock.now().getTime();
  let refreshedAt = Number.NEGATIVE_INFINITY;
  return {
    async current() {
      const now = clock.now().getTime();
      if (now - loadedAt >= MAX_AGE_MS) {
        loadedAt = now;
        await loader.reload();
      }
      return loader.ring();
    },
    async refresh(tried) {
      const now = clock.now().getTime();
      const isDue = loader.ring() === tried && now - refreshedAt >= MIN_RETRY_MS;
      if (isDue) [loadedAt, refreshedAt] = [now, now];
      await (isDue ? loader.reload() : loader.settled());
      return loader.ring() === tried ? undefined : loader.ring();
    },
  };
}

/** The ring at the start, and how it is loaded again. */
interface FirstRing extends Pick<TokenPorts, "log"> {
  readonly ring: KeyRing;
  readonly load: () => Promise<KeyRing | LoadFailure>;
}

/** Holds the last good ring. All who ask while it is loaded wait for the same load. */
function openLoader({ ring: first, load, log }: FirstRing) {
  let ring = first;
  let loggedError: string | undefined;
  let loading: Promise<void> | undefined;
  const loadOnce = async () => {
    const loaded = await load();
    loading = undefined;
    if ("reason" in loaded) {
      // The same error is logged once.
      if (loaded.error !== loggedError) log("ERROR", "token_reload_failed", { ...loaded });
      loggedError = loaded.error;
      return;
    }
    loggedError = undefined;
    if (!isSameRing(ring, loaded)) ring = loaded;
  };
  return {
    ring: () => ring,
    async reload() {
      loading ??= loadOnce();
      await loading;
    },
    /** Waits for a load that is under way. */
    async settled() {
      await loading;
    },
  };
}

/** Why the file gave no ring. */
interface LoadFailure {
  readonly reason: "unreadable" | "unusable";
  readonly error: string;
}

async function readRing(
  read: () => Promise<string>,
  agents: readonly AgentId[],
  clock: SleepClock,
): Promise<KeyRing | LoadFailure> {
  let content: string | undefined;
  try {
    content = await inTime(read(), READ_TIMEOUT_MS, clock);
    return readKeyRing(content, agents, "CLIENT_TOKENS_FILE");
  } catch (error) {
    const reason = content === undefined ? "unreadable" : "unusable";
    return { reason, error: describeError(error) };
  }
}
