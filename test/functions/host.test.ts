import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { describe, expect, it, onTestFinished } from "vitest";
import { host } from "../../functions/host.ts";
import type { HttpRequest, HttpResponse } from "../../shared/base/http.ts";
import { logged } from "../support/log-lines.ts";

const MIB = 1024 * 1024;
const BROKEN = Buffer.from('{"text": "my secret" x');

/** A plain server over a hosted function. */
async function hosted(answer: HttpResponse) {
  const requests: HttpRequest[] = [];
  const listen = host(async (request) => {
    requests.push(request);
    return answer;
  }, logged().log);
  const server = createServer((request, response) => void listen(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

/** The functions framework over a hosted function that echoes, in a process of its own. */
async function underFramework() {
  const file = fileURLToPath(new URL("../support/framework-process.ts", import.meta.url));
  const child = spawn(process.execPath, [file], { env: {} });
  onTestFinished(() => void child.kill());
  const printed: string[] = [];
  child.stderr.on("data", (chunk: Buffer) => printed.push(chunk.toString()));
  const [first] = await once(child.stdout, "data");
  child.stdout.on("data", (chunk: Buffer) => printed.push(chunk.toString()));
  /** All that it has printed since it listens; it is ended first. */
  async function output(): Promise<string> {
    const closed = once(child, "close");
    child.kill();
    await closed;
    return printed.join("");
  }
  return { url: String(first).trim(), output };
}

/** What a function under the framework finds in place of a body. */
async function echoed(body: Buffer, headers: Readonly<Record<string, string>>): Promise<Buffer> {
  const { url } = await underFramework();
  const response = await fetch(url, { method: "POST", headers, body: new Uint8Array(body) });
  return Buffer.from(await response.text(), "base64");
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
  it.each([
    { "content-type": "application/json" },
    { "content-type": "application/json; charset=iso-8859-1" },
    { "content-type": "application/x-www-form-urlencoded" },
    { "content-type": "text/plain" },
    { "content-type": "nonsense" },
    { "content-type": "" },
    {},
  ])("hands over what is no JSON byte for byte, with %j", async (headers) => {
    expect(await echoed(BROKEN, headers)).toEqual(BROKEN);
  });

  it("inflates nothing", async () => {
    const bomb = gzipSync("[".repeat(8 * MIB));
    const headers = { "content-type": "application/json", "content-encoding": "gzip" };
    expect(await echoed(bomb, headers)).toEqual(bomb);
  });

  it("keeps a part of a body that is too long", async () => {
    const { length } = await echoed(Buffer.alloc(20 * MIB), { "content-type": "application/octet-stream" });
    expect([length > MIB, length < 3 * MIB]).toEqual([true, true]);
  });

  it("lets nothing of a body be printed", async () => {
    const { url, output } = await underFramework();
    await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body: BROKEN });
    expect(await output()).toBe("");
  });

  it("answers 500 for a function that rejects", async () => {
    const { url } = await underFramework();
    expect((await fetch(`${url}/reject`)).status).toBe(500);
  });

  it("logs that a function rejects, and not the words", async () => {
    const { url, output } = await underFramework();
    await fetch(`${url}/reject`);
    const error = expect.stringMatching(/^RangeError at (?!.*my secret)/);
    expect(JSON.parse(await output())).toMatchObject({ severity: "ERROR", event: "function_rejected", error });
  });
});
