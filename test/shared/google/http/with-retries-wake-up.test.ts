import { describe, expect, it } from "vitest";
import { systemRetryClock } from "../../../../shared/google/http/retry.ts";
import { openTransport } from "../../../../shared/google/http/transport.ts";
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
});
