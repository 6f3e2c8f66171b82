import { describe, expect, it } from "vitest";
import { systemRetryClock } from "../../../../shared/google/http/retry.ts";
import { openTransport, type Transport } from "../../../../shared/google/http/transport.ts";
import { type HttpCaller, withRetries } from "../../../../shared/google/http/with-retries.ts";
import { listen } from "../../../support/listen.ts";

const NEVER = () => new Promise<string>(() => undefined);

describe("withRetries(), when an instance wakes up", () => {
  it("replaces a dead connection, also when the first token never comes", async () => {
    let first: unknown;
    const { url, requests } = await listen((_target, request) => {
      first ??= request.socket;
      if (request.socket !== first) return 200;
      return requests.length <= 1 ? 200 : "hang";
    });
    const transport = openTransport(systemRetryClock);
    const call = { method: "x.create", url, body: { json: {} }, timeoutMs: 2500, maxTries: 3 };
    const make = async (token: HttpCaller["token"]) =>
      (await withRetries(call, { token, transport, clock: systemRetryClock })).status;
    await make(async () => "t");
    const tokens = [NEVER(), Promise.resolve("t")];
    expect(await make(() => tokens.shift() ?? NEVER())).toBe(200);
  });

  it("lets a busy answer stand when a late timer leaves no time for another try", async () => {
    const { url, requests } = await listen(() => ({ status: 429, headers: { "retry-after": "1" } }));
    const clock = { ...systemRetryClock, sleep: (millis: number) => systemRetryClock.sleep(millis + 100) };
    const call = { method: "x.create", url, body: { json: {} }, timeoutMs: 1050 };
    const { status } = await withRetries(call, { token: undefined, transport: openTransport(systemRetryClock), clock });
    expect([status, requests.length]).toEqual([429, 1]);
  });

  it("sends nothing when its time has passed while the connection was made", async () => {
    const { url, requests } = await listen(() => 200);
    const real = openTransport(systemRetryClock);
    const transport: Transport = {
      ...real,
      exchange(...request) {
        // The connection is on its way by then: the process stands still, and finds it made when it goes on.
        process.nextTick(() => standStill(150));
        return real.exchange(...request);
      },
    };
    // Timers may be late: only the time itself is to be relied on.
    const clock = { ...systemRetryClock, after: () => () => undefined };
    const call = { method: "x.create", url, body: { json: {} }, timeoutMs: 5000 };
    const until = new Date(Date.now() + 100);
    const failure = await withRetries({ ...call, scope: { until } }, { token: undefined, transport, clock }).catch(
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ message: "Cannot call x.create: its time is over", mayBeTaken: false });
    expect(requests).toEqual([]);
  });

  it("breaks off a call that is under way when its time ends", async () => {
    const { url, requests } = await listen(() => "hang");
    const call = { method: "x.create", url, body: { json: {} }, timeoutMs: 5000, isRepeatable: false };
    const until = new Date(Date.now() + 200);
    const caller = { token: undefined, transport: openTransport(systemRetryClock), clock: systemRetryClock };
    const failure = await withRetries({ ...call, scope: { until } }, caller).catch((error: unknown) => error);
    expect(failure).toMatchObject({ mayBeTaken: true });
    expect([requests.length, Date.now() - until.getTime() < 2000]).toEqual([1, true]);
  });
});

function standStill(millis: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, millis);
}
