import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import type { BodyLimits, HttpFunction, HttpRequest } from "../../../shared/base/http.ts";
import { requestListener } from "../../../shared/base/request-listener.ts";
import { eventually } from "../../contracts/queue-bench.ts";

const ERROR = new RangeError("A mistake in the code");
const LIMITS: BodyLimits = { largest: 100_000, largeAtOnce: 1 };
const WAIT = { timeout: 10_000, interval: 5 };
const HEAD = "POST /x HTTP/1.1\r\nHost: here\r\n";
const CHUNKED = `${HEAD}Transfer-Encoding: chunked\r\n\r\n`;

/** A server over a function, which answers 200 unless it is another. */
async function open(limits: BodyLimits = LIMITS, fn: HttpFunction = async () => ({ status: 200, body: "taken" })) {
  const requests: HttpRequest[] = [];
  const errors: unknown[] = [];
  const listen = requestListener(
    (request) => {
      requests.push(request);
      return fn(request);
    },
    {
      limits,
      onError: (error) => errors.push(error),
      sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    },
  );
  const server = createServer((request, response) => void listen(request, response)).listen(0, "127.0.0.1");
  const sockets: Socket[] = [];
  server.on("connection", (socket) => sockets.push(socket));
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, requests, errors, sockets };
}

/** A caller that sends what it is told, and keeps what it is answered. */
function call(port: number) {
  const socket: Socket = connect(port, "127.0.0.1");
  let answer = "";
  let isClosed = false;
  socket.on("data", (chunk: Buffer) => {
    answer += chunk.toString();
  });
  socket.on("error", () => undefined);
  socket.on("close", () => {
    isClosed = true;
  });
  onTestFinished(() => void socket.destroy());
  return { socket, answer: () => answer, isClosed: () => isClosed };
}

/** Posts 90,000 bytes. */
async function post(port: number, path = "/"): Promise<number> {
  return (await fetch(`http://127.0.0.1:${port}${path}`, { method: "POST", body: "x".repeat(90_000) })).status;
}

describe("requestListener()", () => {
  it("tells of a function that rejects what it rejected with", async () => {
    const { port, errors } = await open(LIMITS, () => Promise.reject(ERROR));
    await fetch(`http://127.0.0.1:${port}`);
    expect(errors).toEqual([ERROR]);
  });

  it("puts together a body that comes in pieces", async () => {
    const { port, requests } = await open();
    const { socket } = call(port);
    const words = Array.from({ length: 2_000 }, (_, index) => `${index} `);
    for (const word of words)
      socket.write(`${requests.length === 0 && word === "0 " ? CHUNKED : ""}2\r\n${word.slice(0, 2)}\r\n`);
    socket.write("0\r\n\r\n");
    await eventually(() => expect(requests[0]?.body?.toString()).toBe(words.map((word) => word.slice(0, 2)).join("")));
  });

  it("takes a body of exactly the limit, and keeps the connection", async () => {
    const { port, requests } = await open();
    const { socket, answer } = call(port);
    for (const answered of [1, 2]) {
      socket.write(`${HEAD}Content-Length: 100000\r\n\r\n${"x".repeat(100_000)}`);
      await eventually(() => expect(answer().split("taken")).toHaveLength(answered + 1));
    }
    expect(requests.map(({ body }) => body?.length)).toEqual([100_000, 100_000]);
  });

  it("cuts a longer one a byte after the limit, answers, and closes", async () => {
    const { port, requests } = await open();
    const { socket, answer, isClosed } = call(port);
    socket.write(`${HEAD}Content-Length: 1000000\r\n\r\n${"x".repeat(200_000)}`);
    await eventually(() => expect(isClosed()).toBe(true));
    expect(requests.map(({ body }) => body?.length)).toEqual([100_001]);
    expect(answer()).toMatch(/^HTTP\/1\.1 200 OK(?=[\s\S]*\r\nconnection: close\r\n)[\s\S]*\r\n\r\ntaken$/);
  });

  it("answers at once where nothing of the body is to be read", async () => {
    const { port, requests } = await open({ ...LIMITS, bytesToRead: () => 0 });
    const { socket, answer, isClosed } = call(port);
    socket.write(`${HEAD}Content-Length: 1000000\r\n\r\n`);
    await eventually(() => expect(isClosed()).toBe(true));
    expect([requests[0]?.body, answer().slice(0, 12)]).toEqual([undefined, "HTTP/1.1 200"]);
  });

  it("reads nothing more from a caller whom it has answered before the end", async () => {
    const { port, sockets } = await open({ ...LIMITS, bytesToRead: () => 4096 });
    const { socket, isClosed } = call(port);
    socket.write(CHUNKED + "1\r\nx\r\n".repeat(1_000_000));
    await eventually(() => expect(isClosed()).toBe(true));
    expect(sockets[0]?.bytesRead).toBeLessThan(200_000);
  });
});

describe("requestListener(), when memory is used up", () => {
  it("answers 429 and closes, and does not ask the function", async () => {
    const { port, requests } = await open();
    const filling = call(port);
    filling.socket.write(`${HEAD}Content-Length: 90000\r\n\r\n${"x".repeat(89_999)}`);
    await expect.poll(() => post(port), WAIT).toBe(429);
    const { socket, answer, isClosed } = call(port);
    socket.write(`${HEAD}Content-Length: 90000\r\n\r\n${"x".repeat(90_000)}`);
    await eventually(() => expect(isClosed()).toBe(true));
    expect([answer(), requests]).toEqual([expect.stringMatching(/^HTTP\/1\.1 429 [\s\S]*send it again\n$/), []]);
  });

  it.each([
    ["is answered", (socket: Socket) => socket.write("x")],
    ["leaves", (socket: Socket) => socket.destroy()],
  ])("takes bodies again when the one that filled it %s", async (_how, end) => {
    const { port } = await open();
    const filling = call(port);
    filling.socket.write(`${HEAD}Content-Length: 90000\r\n\r\n${"x".repeat(89_999)}`);
    await expect.poll(() => post(port), WAIT).toBe(429);
    end(filling.socket);
    await expect.poll(() => post(port), WAIT).toBe(200);
  });

  it("counts a body until its response", async () => {
    const answering = Promise.withResolvers<void>();
    const { port } = await open(LIMITS, async ({ path }) => {
      if (path === "/slow") await answering.promise;
      return { status: 200 };
    });
    const slow = post(port, "/slow");
    await expect.poll(() => post(port), WAIT).toBe(429);
    answering.resolve();
    expect([await slow, await post(port)]).toEqual([200, 200]);
  });

  it.each([undefined, "x".repeat(65_536)])("takes small bodies all the same", async (body) => {
    const { port } = await open({ largest: 100_000, largeAtOnce: 0 });
    const init = body === undefined ? {} : { method: "POST", body };
    expect((await fetch(`http://127.0.0.1:${port}`, init)).status).toBe(200);
  });
});
