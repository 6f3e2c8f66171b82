import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { describe, expect, it, onTestFinished } from "vitest";
import { host } from "../../functions/host.ts";
import type { HttpAnswer, HttpRequest } from "../../shared/base/http.ts";

/** A server that hands over requests as the functions framework does: with `rawBody` where there is a body. */
async function hosted(answer: HttpAnswer) {
  const requests: HttpRequest[] = [];
  const handler = host(async (request) => {
    requests.push(request);
    return answer;
  });
  const server = createServer(async (request, response) => {
    const rawBody = await buffer(request);
    await handler(rawBody.length === 0 ? request : Object.assign(request, { rawBody }), response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
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
