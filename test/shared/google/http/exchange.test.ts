import { Agent } from "node:http";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { TransientError } from "../../../../shared/base/errors.ts";
import { exchange, TooLateError } from "../../../../shared/google/http/exchange.ts";
import { systemRetryClock } from "../../../../shared/google/http/retry.ts";
import { listen } from "../../../support/listen.ts";

const MIB = 1024 * 1024;
const PLAIN = { token: undefined, timeoutMs: 60_000, clock: systemRetryClock, isOver: () => false } as const;

async function answering(bytes: number) {
  const pool = new Agent({ keepAlive: true });
  const { url } = await listen(() => ({ status: 200, body: "x".repeat(bytes) }));
  const get = async (more: { readonly maxResponseBytes?: number } = {}) => {
    const request = { method: "x.get", httpMethod: "GET", url: `${url}/v1/phones/%2B447700900123`, ...more } as const;
    return exchange(request, { ...PLAIN, pool });
  };
  return { get };
}

/** A server that says these words to a request, as they are. @returns How to ask it, and when the connection is closed. */
async function saying(words: string, then?: (socket: Socket) => void) {
  const { promise: closed, resolve: close } = Promise.withResolvers<string>();
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.on("close", () => close("closed"));
    socket.once("data", () => socket.write(words, () => then?.(socket)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const get = (timeoutMs: number) => {
    const request = { method: "x.get", httpMethod: "GET", url } as const;
    return exchange(request, { ...PLAIN, pool: new Agent({ keepAlive: true }), timeoutMs });
  };
  return { get, closed };
}

const PART = "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n{}";

describe("exchange() over a connection that fails in the middle of a response", () => {
  it("ends in time, and breaks the connection off", async () => {
    const { get, closed } = await saying(PART);
    await expect(get(100)).rejects.toThrow("Not done within 100 ms");
    expect(await closed).toBe("closed");
  });

  it.each<[string, string, ((socket: Socket) => void)?]>([
    ["is closed", PART, (socket) => socket.end()],
    ["is reset", PART, (socket) => socket.resetAndDestroy()],
    ["says what is no HTTP", "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n"],
  ])("takes no part for the whole when it %s", async (_claim, words, then) => {
    const { get } = await saying(words, then);
    await expect(get(60_000)).rejects.toThrow(/aborted|ECONNRESET|Parse Error/);
  });
});

describe("exchange()", () => {
  it("reads an answer of 1 MiB", async () => {
    const { get } = await answering(MIB);
    expect((await get()).body).toHaveLength(MIB);
  });

  it("sends nothing when the time is over", async () => {
    const { url, requests } = await listen(() => 200);
    const options = { ...PLAIN, pool: false, isOver: () => true } as const;
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
    const { get, closed } = await saying(`HTTP/1.1 200 OK\r\n\r\n${"x".repeat(MIB + 1)}`);
    await expect(get(60_000)).rejects.toThrow(TransientError);
    expect(await closed).toBe("closed");
  });

  it("reads as much as a call says that it needs", async () => {
    const { get } = await answering(2 * MIB);
    expect((await get({ maxResponseBytes: 2 * MIB })).body).toHaveLength(2 * MIB);
  });
});
