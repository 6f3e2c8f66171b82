import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { text } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { host } from "../../functions/host.ts";
import type { HttpRequest, HttpResponse } from "../../shared/base/http.ts";
import { systemClock } from "../../shared/google/clock.ts";
import type { RunningFunction } from "../support/bundles.ts";
import { logged } from "../support/log-lines.ts";
import { startEcho } from "../support/start-echo.ts";

const MIB = 1024 * 1024;
const BROKEN = Buffer.from('{"text": "my secret" x');

/** A plain server over a hosted function. */
async function hosted(answer: HttpResponse) {
  const requests: HttpRequest[] = [];
  const listen = host(
    async (request) => {
      requests.push(request);
      return answer;
    },
    { clock: systemClock, log: logged().log },
  );
  const server = createServer((request, response) => void listen(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

/** The functions framework's own command line over a hosted function that echoes, in a process of its own. */
async function underFramework() {
  const running = await startEcho();
  onTestFinished(() => running.kill());
  /** All that it has printed; it is ended first. */
  async function output(): Promise<string> {
    const closed = once(running.process, "close");
    running.process.kill();
    await closed;
    return running.output();
  }
  return { url: running.url, output };
}

/** What a function at `url` finds in place of a body. */
async function echoed(url: string, body: Buffer, headers: Readonly<Record<string, string>>): Promise<Buffer> {
  const response = await fetch(url, { method: "POST", headers, body: new Uint8Array(body) });
  return Buffer.from(await response.text(), "base64");
}

/** What a server answers to the lines of a request, until it closes the connection. */
async function exchangeRaw(url: string, ...lines: readonly string[]): Promise<string> {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  socket.write(`${lines.join("\r\n")}\r\n\r\n`);
  return await text(socket);
}

describe("host()", () => {
  it("hands over method, path without its query, headers in lower case and the exact bytes", async () => {
    const { url, requests } = await hosted({ status: 200 });
    const body = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    await fetch(`${url}/rcs/x?y=z?`, { method: "PUT", headers: { "X-Goog-Signature": "S" }, body });
    expect(requests).toMatchObject([{ method: "PUT", path: "/rcs/x", headers: { "x-goog-signature": "S" }, body }]);
  });

  it("hands over no body where there is none", async () => {
    const { url, requests } = await hosted({ status: 200 });
    await fetch(url);
    expect(requests).toMatchObject([{ method: "GET", path: "/", body: undefined }]);
  });

  it("writes status, headers and body", async () => {
    const { url } = await hosted({ status: 405, headers: { allow: "POST" }, body: "no ü" });
    const response = await fetch(url);
    expect([response.status, response.headers.get("allow"), await response.text()]).toEqual([405, "POST", "no ü"]);
  });

  it("writes an answer without a body", async () => {
    const { url } = await hosted({ status: 200 });
    const response = await fetch(url);
    expect([response.headers.get("content-length"), await response.text()]).toEqual(["0", ""]);
  });
});

describe("host(), under the functions framework", () => {
  let echo: RunningFunction;
  beforeAll(async () => {
    echo = await startEcho();
  });
  afterAll(() => echo?.kill());

  it.each([
    { "content-type": "application/json" },
    { "content-type": "application/json; charset=iso-8859-1" },
    { "content-type": "application/x-www-form-urlencoded" },
    { "content-type": "text/plain" },
    { "content-type": "nonsense" },
    { "content-type": "" },
    {},
  ])("hands over what is no JSON byte for byte, with %j", async (headers) => {
    expect(await echoed(echo.url, BROKEN, headers)).toEqual(BROKEN);
  });

  it("inflates nothing", async () => {
    const bomb = gzipSync("[".repeat(8 * MIB));
    const headers = { "content-type": "application/json", "content-encoding": "gzip" };
    expect(await echoed(echo.url, bomb, headers)).toEqual(bomb);
  });

  it("cuts a body that is too long one byte after the limit", async () => {
    const { length } = await echoed(echo.url, Buffer.alloc(20 * MIB), { "content-type": "application/octet-stream" });
    expect(length).toBe(MIB + 1);
  });

  it("closes the connection over which more is sent than is read", async () => {
    const answer = exchangeRaw(echo.url, "POST /unread HTTP/1.1", "Host: here", "Content-Length: 1000");
    expect(await answer).toMatch(/^HTTP\/1\.1 200 OK\r\n(?=[\s\S]*\r\nconnection: close\r\n)[\s\S]*\r\n\r\nno body$/i);
  });

  it.each(["/favicon.ico", "/robots.txt", "/%ZZ", "/rcs/%ZZ%00", "//", "/%5B", "*"])(
    "hands over %s, which the framework would answer itself",
    async (target) => {
      const method = target === "*" ? "OPTIONS" : "GET";
      const answer = await exchangeRaw(echo.url, `${method} ${target} HTTP/1.1`, "Host: here", "Connection: close");
      expect(answer).toMatch(/^HTTP\/1\.1 200 OK[\s\S]*\r\n\r\nno body$/);
    },
  );

  it("serves a request that names the whole URL, as RFC 9112 has it", async () => {
    const target = "GET HTTP://elsewhere:80/ground?x=http://y/z HTTP/1.1";
    expect(await exchangeRaw(echo.url, target, "Host: here", "Connection: close")).toContain('"hasDomain":');
  });

  it("lets nothing of a body be printed", async () => {
    const { url, output } = await underFramework();
    await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body: BROKEN });
    expect(await output()).toBe("");
  });

  it("answers 500 for a function that rejects", async () => {
    expect((await fetch(`${echo.url}/reject`)).status).toBe(500);
  });

  it("logs that a function rejects, and not the words", async () => {
    const { url, output } = await underFramework();
    await fetch(`${url}/reject`);
    const error = expect.stringMatching(/^RangeError at (?!.*my secret)/);
    expect(JSON.parse(await output())).toMatchObject({ severity: "ERROR", event: "function_rejected", error });
  });
});
