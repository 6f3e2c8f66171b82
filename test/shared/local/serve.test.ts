import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { once } from "node:events";
import type { Server } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import type { BodyLimits, HttpFunction, HttpRequest } from "../../../shared/base/http.ts";
import { serve } from "../../../shared/local/serve.ts";
import { eventually } from "../../contracts/queue-bench.ts";

const MIB = 1024 * 1024;

async function served(fn: HttpFunction, limits?: BodyLimits): Promise<string> {
  const { url, close } = await serve(fn, { port: 0, limits });
  onTestFinished(close);
  return url;
}

/** A function that keeps what it is asked. */
async function listening(): Promise<{ readonly url: string; readonly requests: readonly HttpRequest[] }> {
  const requests: HttpRequest[] = [];
  const url = await served(async (request) => {
    requests.push(request);
    return { status: 200 };
  });
  return { url, requests };
}

test("serve() hands over method, path without its query, headers in lower case and the exact bytes", async () => {
  const { url, requests } = await listening();
  const body = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
  await fetch(`${url}/rcs/x?y=z?`, { method: "PUT", headers: { "X-Goog-Signature": "S" }, body });
  expect(requests).toMatchObject([{ method: "PUT", path: "/rcs/x", headers: { "x-goog-signature": "S" }, body }]);
});

test("serve() hands over every value of a header that came more than once", async () => {
  const { url, requests } = await listening();
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  socket.end(
    "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Goog-Signature: a\r\nX-Goog-Signature: b\r\nConnection: close\r\n\r\n",
  );
  await eventually(() => expect(requests[0]?.headers["x-goog-signature"]).toEqual(["a", "b"]));
  socket.destroy();
});

test.each([{ method: "GET" }, { method: "POST" }])(
  "serve() hands over no body where $method has none",
  async (init) => {
    const { url, requests } = await listening();
    await fetch(url, init);
    expect(requests[0]?.body).toBeUndefined();
  },
);

test("serve() writes status, headers and body", async () => {
  const url = await served(async () => ({ status: 405, headers: { allow: "POST" }, body: "no ü" }));
  const response = await fetch(url);
  expect([response.status, response.headers.get("allow"), await response.text()]).toEqual([405, "POST", "no ü"]);
});

test("serve() writes an answer without a body", async () => {
  const url = await served(async () => ({ status: 200 }));
  const response = await fetch(url);
  expect([response.headers.get("content-length"), await response.text()]).toEqual(["0", ""]);
});

test("serve() lets a function refuse a body that is too long, and keeps a part of it", async () => {
  const answer: HttpFunction = async ({ body }) => ({ status: 413, body: String(body?.length === MIB + 1) });
  const url = await served(answer, { largest: MIB, largeAtOnce: 4 });
  const response = await fetch(url, { method: "POST", body: Buffer.alloc(20 * MIB) });
  expect([response.status, await response.text()]).toEqual([413, "true"]);
});

test("serve() answers 500 for a function that rejects", async () => {
  const url = await served(() => Promise.reject(new Error("Cannot answer: the test wants it so")));
  expect((await fetch(url)).status).toBe(500);
});

test("serve() survives a caller who leaves in the middle of a body", async () => {
  const { url, requests } = await listening();
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  socket.write("POST /left HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\nhalf");
  await once(socket, "connect");
  socket.destroy();
  await fetch(`${url}/came`);
  expect(requests.map(({ path }) => path)).toEqual(["/came"]);
});

test("serve() rejects where it cannot listen", async () => {
  const url = new URL(await served(async () => ({ status: 200 })));
  await expect(serve(async () => ({ status: 200 }), { port: Number(url.port) })).rejects.toThrow(/EADDRINUSE/);
});

test("close() waits for the answers under way", async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  const { url, close } = await serve(
    async () => {
      asked.resolve();
      await promise;
      return { status: 200, body: "done" };
    },
    { port: 0 },
  );
  const response = fetch(url);
  await asked.promise;
  const closed = close();
  resolve();
  expect(await (await response).text()).toBe("done");
  await closed;
});

test("close() does not wait for a connection that idles after its answer", { timeout: 10_000 }, async () => {
  // As long as Node lets it idle by default, five seconds, may pass on a busy machine.
  const keepIdle = (started: unknown) => {
    (started as { readonly server: Server }).server.keepAliveTimeout = 60_000;
  };
  subscribe("http.server.request.start", keepIdle);
  onTestFinished(() => void unsubscribe("http.server.request.start", keepIdle));
  const [asked, closing] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const { url, close } = await serve(
    async () => {
      asked.resolve();
      await closing.promise;
      return { status: 200 };
    },
    { port: 0 },
  );
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  onTestFinished(() => void socket.destroy());
  socket.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
  await asked.promise;
  const closed = close();
  closing.resolve();
  await expect(closed).resolves.toBeUndefined();
});

/** The first line that is answered to lines of a request. */
async function answerTo(url: string, ...lines: readonly string[]): Promise<string> {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  socket.write(`${lines.join("\r\n")}\r\nConnection: close\r\n\r\n`);
  return (await text(socket)).split("\r\n")[0] ?? "";
}

test.each([
  ["the name of a page's own that leads here", "Host: example.com:8080", "421 Misdirected Request"],
  ["a name that only begins like ours", "Host: 127.0.0.1.example.com", "421 Misdirected Request"],
  ["no name", "X: y", "400 Bad Request"],
  ["the Origin of another site", "Host: localhost\r\nOrigin: https://example.com", "403 Forbidden"],
  ["the Origin of another server here", "Host: localhost:8080\r\nOrigin: http://localhost:3000", "403 Forbidden"],
  ["the Origin of a file", "Host: localhost\r\nOrigin: null", "403 Forbidden"],
])("serve() refuses a browser's request with %s", async (_what, headers, status) => {
  const { url, requests } = await listening();
  const page = ["POST /rcs HTTP/1.1", headers, "Content-Type: text/plain", "Content-Length: 0"];
  expect(await answerTo(url, ...page)).toBe(`HTTP/1.1 ${status}`);
  expect(requests).toEqual([]);
});

test.each(["Host: localhost:8080", "Host: [::1]", "Host: LOCALHOST:80\r\nOrigin: http://localhost:80"])(
  "serve() takes a request with %j",
  async (headers) => {
    const { url } = await listening();
    expect(await answerTo(url, "GET / HTTP/1.1", headers)).toBe("HTTP/1.1 200 OK");
  },
);
