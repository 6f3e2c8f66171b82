import { createHmac } from "node:crypto";
import { describe, expect, it, onTestFinished } from "vitest";
import { PermanentError, TransientError } from "../../../shared/base/errors.ts";
import type { HttpRequest } from "../../../shared/base/http.ts";
import { httpFallback } from "../../../shared/fallback/http-fallback.ts";
import { serve } from "../../../shared/local/serve.ts";
import { aMessage } from "../../contracts/fallback-contract.ts";
import { listen, type Said } from "../../support/listen.ts";
import { fakeRetryClock, START, worldOf } from "../../support/retry-clock.ts";

const KEY = "fallback-key";

async function take(status = 200) {
  const requests: HttpRequest[] = [];
  const gateway = await serve(
    async (request) => {
      requests.push(request);
      return { status };
    },
    { port: 0 },
  );
  onTestFinished(() => gateway.close());
  return { url: gateway.url, requests };
}

async function sayTo(...answers: readonly Said[]) {
  const left = [...answers];
  const clock = fakeRetryClock();
  const { url, requests } = await listen(() => left.shift() ?? 200);
  const said = httpFallback({ url, key: KEY }, worldOf(clock)).say(aMessage());
  return { failure: await said.catch((error: unknown) => error), tries: requests.length, waits: clock.waits };
}

describe("httpFallback()", () => {
  it("posts JSON under the message's id", async () => {
    const { url, requests } = await take();
    const message = aMessage();
    await httpFallback({ url, key: KEY }).say(message);
    expect(
      requests.map(({ method, headers }) => [method, headers["content-type"], headers["idempotency-key"]]),
    ).toEqual([["POST", "application/json", message.id]]);
  });

  it("signs the time and the exact body", async () => {
    const { url, requests } = await take();
    await httpFallback({ url, key: KEY }, worldOf(fakeRetryClock())).say(aMessage());
    const [request] = requests;
    const seconds = START.getTime() / 1000;
    const expected = createHmac("sha256", KEY).update(`${seconds}.${request?.body?.toString()}`).digest("hex");
    expect(request?.headers["x-heliograph-signature"]).toBe(`t=${seconds},v1=${expected}`);
  });

  it.each([200, 201, 202, 204])("is done at %d", async (status) => {
    expect(await sayTo(status)).toEqual({ failure: undefined, tries: 1, waits: [] });
  });

  it.each([400, 410, 413, 422])("fails for good at %d", async (status) => {
    const { failure, tries } = await sayTo(status);
    expect(failure).toBeInstanceOf(PermanentError);
    expect([failure, tries]).toMatchObject([{ reason: `fallback-${status}` }, 1]);
  });

  it.each([301, 401, 403, 404, 405, 407, 409, 421, 425])("is for the queue to try again at %d", async (status) => {
    expect((await sayTo(status, status)).failure).toBeInstanceOf(TransientError);
  });

  it.each([408, 429, 500, 502, 503, 504])("tries again at %d", async (status) => {
    expect(await sayTo(status, 200)).toEqual({ failure: undefined, tries: 2, waits: [100] });
  });

  it("tries four times at most", async () => {
    const { failure, tries } = await sayTo(503, 503, 503, 503, 503);
    expect([tries, failure]).toEqual([4, expect.any(TransientError)]);
  });

  it("waits no longer than its budget, whatever Retry-After says", async () => {
    const { waits, failure } = await sayTo({ status: 503, headers: { "retry-after": "60" } });
    expect([waits, failure]).toEqual([[], expect.any(TransientError)]);
  });

  it("does not repeat a request of which nobody knows whether it was taken", async () => {
    const { tries, failure } = await sayTo("reset");
    expect([tries, failure]).toEqual([1, expect.any(TransientError)]);
  });

  it.each(["http://gateway.example/sms", "ftp://gateway.example", "gateway", ""])("refuses %j as its URL", (url) => {
    expect(() => httpFallback({ url, key: KEY })).toThrow("Cannot use FALLBACK_URL: expected an https URL");
  });

  it("tells neither the address, the text nor the URL's secrets when it fails", async () => {
    const { url } = await take(422);
    const failure = await httpFallback({ url: `${url}/sms?token=secret`, key: KEY })
      .say(aMessage())
      .catch(String);
    expect(failure).toBe("PermanentError: Cannot fall back: FALLBACK_URL answered 422");
  });

  it("names the setting and not the URL when no answer comes", async () => {
    const { failure } = await sayTo("reset");
    expect(`${failure}`).toBe(
      "TransientError: Cannot call FALLBACK_URL: the connection failed, unknown whether the call was taken",
    );
  });
});
