import { Agent } from "node:http";
import { describe, expect, it } from "vitest";
import { exchange, TooLateError } from "../../../../shared/google/http/exchange.ts";
import { listen } from "../../../support/listen.ts";

const MIB = 1024 * 1024;
const SIGNAL = AbortSignal.timeout(60_000);

async function answering(bytes: number) {
  const pool = new Agent({ keepAlive: true });
  const { promise: closed, resolve } = Promise.withResolvers<string>();
  const { url } = await listen((_taken, { socket }) => {
    socket.on("close", () => resolve("closed"));
    return { status: 200, body: "x".repeat(bytes) };
  });
  const get = async (more: { readonly maxResponseBytes?: number } = {}) => {
    const request = { method: "x.get", httpMethod: "GET", url: `${url}/v1/phones/%2B447700900123`, ...more } as const;
    return exchange(request, { token: undefined, pool, signal: SIGNAL, isOver: () => false, random: () => 0.5 });
  };
  return { get, closed };
}

describe("exchange()", () => {
  it("reads an answer of 1 MiB", async () => {
    const { get } = await answering(MIB);
    expect((await get()).body).toHaveLength(MIB);
  });

  it("sends nothing when the time is over", async () => {
    const { url, requests } = await listen(() => 200);
    const options = { token: undefined, pool: false, signal: SIGNAL, isOver: () => true, random: () => 0.5 } as const;
    await expect(exchange({ method: "x.create", url }, options)).rejects.toThrow(TooLateError);
    expect(requests).toEqual([]);
  });

  it("reads no larger one, and names the method alone", async () => {
    const { get } = await answering(MIB + 1);
    await expect(get()).rejects.toThrow(
      expect.objectContaining({
        name: "TransientError",
        message: `Cannot read the response to x.get: expected at most ${MIB} bytes`,
      }),
    );
  });

  it("closes the connection over which too much comes", async () => {
    const { get, closed } = await answering(2 * MIB);
    await get().catch(() => undefined);
    expect(await closed).toBe("closed");
  });

  it("reads as much as a call says that it needs", async () => {
    const { get } = await answering(2 * MIB);
    expect((await get({ maxResponseBytes: 2 * MIB })).body).toHaveLength(2 * MIB);
  });
});
