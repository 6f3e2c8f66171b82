import { openConnections } from "./connections.ts";
import { exchange, type IncomingResponse, type OutgoingRequest } from "./exchange.ts";
import type { RetryClock } from "./retry.ts";

/** One exchange of a request and its response: the lowest thing that everything over HTTP is made of. */
export interface Transport {
  /**
   * Sends one request and reads its whole response, whatever it says.
   * @throws TooLateError when the time was over before the request left.
   * @throws whatever broke the connection, or that there was no whole response in time.
   */
  exchange(request: OutgoingRequest, options: ExchangeOptions): Promise<IncomingResponse>;
  /** Leaves all connections that are open: no later call uses them. */
  renew(): void;
}

/** How an exchange is made. */
interface ExchangeOptions {
  /** The bearer token; `undefined` where no credentials are sent. */
  readonly token: string | undefined;
  /** False where a connection that is dead by now must not be used, because the call may not be one to repeat. */
  readonly isPooled: boolean;
  /** For the connection, the request and its whole response: what takes longer is broken off. */
  readonly timeoutMs: number;
  /** True when the time of the call is over. It is asked just before the request leaves. */
  readonly isOver: () => boolean;
}

/** Exchanges over sockets of this process. */
export function openTransport(clock: Pick<RetryClock, "now" | "random" | "after">): Transport {
  const connections = openConnections(clock);
  return {
    exchange: (request, { isPooled, ...options }) =>
      exchange(request, {
        ...options,
        clock,
        pool: isPooled ? connections.poolFor(request.url) : false,
      }),
    renew: connections.renew,
  };
}
