import { describe, expect, it } from "vitest";
import { listen } from "../../../test/support/listen.ts";
import { serveHttp } from "../../../test/support/serve-http.ts";
import { callService, readServiceUrl } from "../services.ts";

const CALL = { signal: new AbortController().signal, timeoutMs: 5_000 };

describe("callService()", () => {
  it("takes what is sent nowhere else, whatever the service says", async () => {
    const { url, requests } = await listen(() => 200);
    const service = await listen(() => ({ status: 307, headers: { location: `${url}/token` } }));
    const said = await callService(new URL(service.url), { ...CALL, form: { code: "a-code" } });
    expect([said.status, requests]).toEqual([307, []]);
  });

  it("stops reading an answer that does not end", async () => {
    let written = 0;
    const host = await serveHttp((_request, response) => {
      const write = () => {
        while (!response.destroyed && response.write("x".repeat(65_536))) written += 65_536;
      };
      response.on("drain", write);
      write();
    });
    await expect(callService(new URL(`http://${host}`), CALL)).rejects.toThrow(/at most 1048576 bytes/);
    expect(written).toBeLessThan(100_000_000);
  });
});

describe("readServiceUrl()", () => {
  it.each(["https://example.com/v1", "http://127.0.0.1:4100", "http://localhost/token"])("takes %s", (url) => {
    expect(readServiceUrl(url, "ORDERS_API")).toBe(url);
  });

  it.each([undefined, "", "example.com", "http://example.com", "file:///etc/passwd"])("refuses %j", (url) => {
    expect(() => readServiceUrl(url, "ORDERS_API")).toThrow(/^Cannot use ORDERS_API: expected an https URL/);
  });
});
