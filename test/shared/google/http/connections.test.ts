import { once } from "node:events";
import type { Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { openConnections } from "../../../../shared/google/http/connections.ts";
import { systemRetryClock } from "../../../../shared/google/http/retry.ts";
import { openTransport } from "../../../../shared/google/http/transport.ts";
import { withRetries } from "../../../../shared/google/http/with-retries.ts";
import { listen } from "../../../support/listen.ts";

const START = new Date("2026-11-20T10:15:00Z").getTime();

/** Calls a server that knows its connections, at times that the test chooses. */
async function calling() {
  const sockets = new Set<Socket>();
  const [arrived, late] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const { url } = await listen(async ({ url: path }, { socket }) => {
    sockets.add(socket);
    if (path !== "/late") return 200;
    arrived.resolve();
    await late.promise;
    return 200;
  });
  let now = START;
  const clock = { ...systemRetryClock, now: () => new Date(now), random: () => 0.5 };
  const transport = openTransport(clock);
  const get = async (path = "/") => {
    const call = { method: "x.get", httpMethod: "GET", url: url + path, timeoutMs: 5_000 } as const;
    const { status } = await withRetries(call, { token: undefined, transport, clock: systemRetryClock });
    return status;
  };
  const getAt = (seconds: number) => {
    now = START + seconds * 1000;
    return get();
  };
  return { sockets, arrived, late, transport, get, getAt };
}

/** Resolves when the first connection has been closed. */
function whenClosed(sockets: ReadonlySet<Socket>): Promise<unknown> {
  const [first] = sockets;
  return first === undefined ? Promise.reject(new Error("No connection")) : once(first, "close");
}

describe("openConnections()", () => {
  it("keeps a connection for calls within 300 s", async () => {
    const { sockets, getAt } = await calling();
    for (const seconds of [0, 100, 299]) await getAt(seconds);
    expect(sockets.size).toBe(1);
  });

  it("uses no connection that is 300 s old, however busy it was", async () => {
    const { sockets, getAt } = await calling();
    for (const seconds of [0, 299, 300, 599, 600]) await getAt(seconds);
    expect(sockets.size).toBe(3);
  });

  it("closes the idle connection that it leaves", async () => {
    const { sockets, getAt } = await calling();
    await getAt(0);
    const closed = whenClosed(sockets);
    await getAt(300);
    await expect(closed).resolves.toBeDefined();
  });

  it("breaks no call under way, and closes its connection after it", async () => {
    const { sockets, arrived, late, get, getAt } = await calling();
    const slow = get("/late");
    await arrived.promise;
    const closed = whenClosed(sockets);
    await getAt(300);
    late.resolve();
    expect(await slow).toBe(200);
    await expect(closed).resolves.toBeDefined();
  });

  it("leaves every connection when told to", async () => {
    const { sockets, transport, get } = await calling();
    await get();
    transport.renew();
    await get();
    expect(sockets.size).toBe(2);
  });

  it("keeps apart what is encrypted and what is not", () => {
    const connections = openConnections();
    expect(connections.poolFor("https://a.example")).not.toBe(connections.poolFor("http://a.example"));
  });
});
