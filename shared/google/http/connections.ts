import { Agent as HttpAgent } from "node:http";
import type { Clock } from "../../ports/clock.ts";
import { systemClock } from "../clock.ts";
import { nodeHttps } from "./node-https.ts";

/** Connections that are kept for the next call, while they are young. */
export interface Connections {
  /** The pool to make a call to `url` with. */
  poolFor(url: string): HttpAgent;
  /** Leaves all that are open: no later call uses them; calls under way are not disturbed. */
  renew(): void;
}

interface Pool {
  readonly agent: HttpAgent;
  readonly openedAt: number;
}

/**
 * Google's DNS records live 300 s, and no pooled connection may live longer.
 * @see https://developers.google.com/business-communications/rcs-business-messaging/guides/learn/best-practices
 */
const MAX_AGE_MS = 300_000;

/**
 * Opens pools of kept connections, one for each protocol. A pool is left for a new one before it is older than its
 * connections may be; its age is looked at by each call, because timers stand still in an instance that is frozen.
 */
export function openConnections(clock: Clock = systemClock): Connections {
  const pools = new Map<string, Pool>();
  const close = (protocol: string, { agent }: Pool) => {
    pools.delete(protocol);
    retire(agent);
  };
  return {
    poolFor(url) {
      const { protocol } = new URL(url);
      const now = clock.now().getTime();
      const old = pools.get(protocol);
      if (old !== undefined && now - old.openedAt < MAX_AGE_MS) return old.agent;
      if (old !== undefined) close(protocol, old);
      const { Agent } = protocol === "https:" ? nodeHttps() : { Agent: HttpAgent };
      const agent = new Agent({ keepAlive: true });
      pools.set(protocol, { agent, openedAt: now });
      return agent;
    },
    renew() {
      for (const [protocol, pool] of pools) close(protocol, pool);
    },
  };
}

/** Closes idle connections now and the busy ones when their call has ended; destroy() would break those. */
function retire(agent: HttpAgent): void {
  agent.maxFreeSockets = 0;
  for (const sockets of Object.values(agent.freeSockets)) {
    for (const socket of [...(sockets ?? [])]) socket.destroy();
  }
}
