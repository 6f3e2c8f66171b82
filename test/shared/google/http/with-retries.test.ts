import { setTimeout } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { RateLimitError, TransientError, UnauthorisedError } from "../../../../shared/base/errors.ts";
import { present } from "../../../../shared/base/present.ts";
import { systemRetryClock } from "../../../../shared/google/http/retry.ts";
import { openTransport } from "../../../../shared/google/http/transport.ts";
import { type HttpCall, type HttpCaller, withRetries } from "../../../../shared/google/http/with-retries.ts";
import { listen, type Said } from "../../../support/listen.ts";

const NEVER = () => new Promise<string>(() => undefined);

type More = Partial<HttpCall & HttpCaller>;

async function post(url: string, more: More = {}): Promise<number> {
  const { token, transport = openTransport(systemRetryClock), admit, ...call } = more;
  const made = { method: "x.create", url, body: { json: { a: "ü" } }, timeoutMs: 5_000, ...call };
  const { status } = await withRetries(made, { token, transport, clock: systemRetryClock, ...present({ admit }) });
  return status;
}

describe("withRetries()", () => {
  it("sends the body as JSON to the URL", async () => {
    const { url, requests } = await listen(() => 200);
    await post(`${url}/v1/x?y=%2B`, { httpMethod: "PATCH" });
    expect(requests).toEqual([{ method: "PATCH", url: "/v1/x?y=%2B", authorization: undefined, body: { a: "ü" } }]);
  });

  it("sends the token it is given", async () => {
    const { url, requests } = await listen(() => 200);
    await post(url, { token: async () => "t0ken" });
    expect(requests).toMatchObject([{ authorization: "Bearer t0ken" }]);
  });

  it.each([200, 204, 307, 400, 404, 409, 429, 500, 503])("tells the status %i, whatever it means", async (status) => {
    const { url } = await listen(() => status);
    expect(await post(url)).toBe(status);
  });

  it("makes the call a second time when the connection breaks", async () => {
    const answers: Said[] = ["reset", 200];
    const { url } = await listen(() => answers.shift() ?? 500);
    expect(await post(url)).toBe(200);
  });

  it("makes the call a second time when the first connection swallows it", async () => {
    const answers: Said[] = ["hang", 200];
    const { url } = await listen(() => answers.shift() ?? 500);
    expect(await post(url, { timeoutMs: 1_000 })).toBe(200);
  });

  it("asks for a token a second time when there was none", async () => {
    const tokens = [Promise.reject(new Error("No metadata server")), Promise.resolve("t0ken")];
    const { url } = await listen(({ authorization }) => (authorization === "Bearer t0ken" ? 200 : 401));
    expect(await post(url, { token: async () => (await tokens.shift()) ?? "" })).toBe(200);
  });

  it.each<[string, Said, More]>([
    ["a server that never answers", "hang", { timeoutMs: 50 }],
    ["a server that breaks every connection", "reset", {}],
    ["a token that never comes", 200, { token: NEVER, timeoutMs: 50 }],
    ["a token that nobody has", 200, { token: () => Promise.reject(new Error("No metadata server")) }],
  ])("gives up on %s, for now", async (_claim, said, more) => {
    const { url } = await listen(() => said);
    await expect(post(url, more)).rejects.toThrow(TransientError);
  });

  it("gives up on a server that is not there", async () => {
    await expect(post("http://127.0.0.1:1/v1/phones/%2B447700900123")).rejects.toThrow(TransientError);
  });

  it("names the method that it cannot call, and never the URL, which may hold a phone number", async () => {
    const { url } = await listen(() => "reset");
    const calling = post(`${url}/v1/phones/%2B447700900123`);
    await expect(calling).rejects.toThrow(
      /^Cannot call x\.create: the connection failed, unknown whether the call was taken$/,
    );
  });

  it("tells that there was no token, and that nothing was called", async () => {
    const token = () => Promise.reject(new Error("No metadata server"));
    await expect(post("http://127.0.0.1:1", { token })).rejects.toThrow(
      new TransientError("Cannot call x.create: there is no access token"),
    );
  });

  it("leaves a try all the time that a silent one before it has left", async () => {
    let tries = 0;
    const { url } = await listen(async () => {
      tries += 1;
      if (tries === 1) return "hang";
      await setTimeout(500);
      return 200;
    });
    expect(await post(url, { timeoutMs: 1_500 })).toBe(200);
  });

  it("tells that there is no place for the call", async () => {
    const admit = () => Promise.reject(new Error("No place"));
    await expect(post("http://127.0.0.1:1", { admit })).rejects.toThrow(
      new RateLimitError("Cannot call x.create: too many calls of the agent are under way"),
    );
  });

  it("still does not know whether a call was taken that has no place for its second try", async () => {
    const { url } = await listen(() => "reset");
    const admit: HttpCaller["admit"] = async (send, [first]) =>
      first === undefined ? send() : Promise.reject(new Error("No place"));
    const failure = await post(url, { admit }).catch((error: unknown) => error);
    expect(failure).not.toBeInstanceOf(RateLimitError);
    expect(`${failure}`).toMatch(/, unknown whether the call was taken$/);
  });

  it("gives up on a server that switches to another protocol", async () => {
    const { url } = await listen(() => ({ status: 101, headers: { connection: "upgrade", upgrade: "other" } }));
    await expect(post(url, { timeoutMs: 300 })).rejects.toThrow(TransientError);
  });

  it("sends bytes as they are, with their type", async () => {
    const types: unknown[] = [];
    const { url, requests } = await listen((_taken, { headers }) => {
      types.push(headers["content-type"]);
      return 200;
    });
    await post(url, { body: { bytes: Buffer.from("PNG \u0000"), type: "image/png" } });
    expect({ types, body: requests[0]?.body }).toEqual({
      types: ["image/png"],
      body: { type: "image/png", base64: Buffer.from("PNG \u0000").toString("base64") },
    });
  });

  it.each(["GET", "DELETE"] as const)("makes a %s without a body", async (httpMethod) => {
    const { url, requests } = await listen(() => 200);
    await post(url, { httpMethod, body: undefined });
    expect(requests).toEqual([{ method: httpMethod, url: "/", authorization: undefined, body: undefined }]);
  });

  it("passes on what a token's giver says is to be fixed", async () => {
    const { url } = await listen(() => 200);
    const token = () => Promise.reject(new UnauthorisedError("check API_IMPERSONATE"));
    await expect(post(url, { token })).rejects.toThrow("check API_IMPERSONATE");
  });

  it("tells how long it has waited for an answer", async () => {
    const { url } = await listen(() => "hang");
    await expect(post(url, { timeoutMs: 50 })).rejects.toThrow(
      /: no answer within 50 ms, unknown whether the call was taken$/,
    );
  });
});

describe("withRetries() of a call that must not be repeated", () => {
  const ONCE = { isRepeatable: false } as const;

  it("is made once, however long it has no answer", async () => {
    const { url, requests } = await listen(() => "hang");
    await expect(post(url, { ...ONCE, timeoutMs: 300 })).rejects.toThrow(TransientError);
    expect(requests).toHaveLength(1);
  });

  it("is not made again over a connection that broke", async () => {
    const { url, requests } = await listen(() => "reset");
    await expect(post(url, ONCE)).rejects.toThrow(/: the connection failed, unknown whether the call was taken$/);
    expect(requests).toHaveLength(1);
  });

  it("asks for a token a second time when there was none", async () => {
    const tokens = [Promise.reject(new Error("No metadata server")), Promise.resolve("t0ken")];
    const { url } = await listen(() => 200);
    expect(await post(url, { ...ONCE, token: async () => (await tokens.shift()) ?? "" })).toBe(200);
  });

  it("goes over a connection of its own, because a kept one may be dead", async () => {
    const ports = new Set<number | undefined>();
    const { url } = await listen((_taken, { socket }) => {
      ports.add(socket.remotePort);
      return 200;
    });
    const transport = openTransport(systemRetryClock);
    for (const _call of [1, 2]) await post(url, { ...ONCE, transport });
    expect(ports.size).toBe(2);
  });
});
