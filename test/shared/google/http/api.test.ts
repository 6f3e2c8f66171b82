import { describe, expect, it } from "vitest";
import { SettingsError, TransientError } from "../../../../shared/base/errors.ts";
import { agentId } from "../../../../shared/base/ids.ts";
import { type ApiRequest, openApi, refuseAgent } from "../../../../shared/google/http/api.ts";
import { listen, type Said } from "../../../support/listen.ts";
import { fakeRetryClock, worldOf } from "../../../support/retry-clock.ts";

const ACCESS = { scope: "scope", setting: "RCS_API" };

/** Makes one call to a server that says these one after the other, and the last one for ever. */
async function ask(said: readonly Said[], more: Partial<ApiRequest> = {}) {
  const left = [...said];
  const { url, requests } = await listen(() => (left.length > 1 ? left.shift() : left[0]) ?? "hang");
  const clock = fakeRetryClock();
  const what = {
    method: "x.create",
    url: `${url}/v1/x?messageId=1`,
    body: { json: {} },
    timeoutMs: 5_000,
    ...more,
  } as const;
  const [result] = await Promise.allSettled([openApi(url, ACCESS, { world: worldOf(clock) }).request(what)]);
  return { result, requests, waits: clock.waits, error: result.status === "rejected" ? result.reason : undefined };
}

describe("openApi()", () => {
  it.each([
    ["https://rcsbusinessmessaging.googleapis.com", "https://rcsbusinessmessaging.googleapis.com"],
    ["https://proxy.example/google/", "https://proxy.example/google"],
    ["http://localhost:4100", "http://localhost:4100"],
    ["http://127.0.0.1:4100/", "http://127.0.0.1:4100"],
    ["http://[::1]:4100", "http://[::1]:4100"],
  ])("opens %s", (base, expected) => expect(openApi(base, ACCESS).base).toBe(expected));

  it.each([
    "",
    "localhost:4100",
    "rcsbusinessmessaging.googleapis.com",
    "ftp://localhost",
    "http://api.example",
    "http://10.0.0.1",
    "http://localhost.example",
    "http://127.0.0.1.example",
    "http://127.0.0.1@api.example",
  ])("refuses %j and names the setting", (base) => {
    const open = () => openApi(base, ACCESS);
    expect(open).toThrow(new SettingsError("Cannot use RCS_API: expected an https URL, or http on loopback only"));
  });

  it("sends no credentials to loopback", async () => {
    const { url, requests } = await listen(() => 200);
    const what = { method: "x.create", url: `${url}/v1/x`, body: { json: { text: "Hi" } }, timeoutMs: 5_000 } as const;
    await openApi(url, ACCESS).request(what);
    expect(requests).toEqual([{ method: "POST", url: "/v1/x", authorization: undefined, body: { text: "Hi" } }]);
  });

  it.each([401, 403, 408, 429, 499, 500, 502, 503, 504])("makes the same call again after %i", async (status) => {
    const { result, requests } = await ask([status, 200]);
    expect(result.status).toBe("fulfilled");
    expect(requests.map(({ url, body }) => ({ url, body }))).toEqual(
      [1, 2].map(() => ({ url: "/v1/x?messageId=1", body: {} })),
    );
  });

  it.each([
    [400, 1],
    [401, 2],
    [403, 2],
    [404, 1],
    [408, 4],
    [429, 4],
    [503, 4],
  ])("gives up on %i after %i calls", async (status, calls) => {
    expect((await ask([status])).requests).toHaveLength(calls);
  });

  it.each([408, 499, 500, 502, 503, 504])("makes no second call that must not be repeated after %i", async (status) => {
    expect((await ask([status, 200], { isRepeatable: false })).requests).toHaveLength(1);
  });

  it.each([401, 403, 429])(
    "makes a call again that was not taken, even if it must not be repeated: %i",
    async (status) => {
      expect((await ask([status, 200], { isRepeatable: false })).result.status).toBe("fulfilled");
    },
  );

  it("calls with a new token when the old one is refused", async () => {
    const { url, requests } = await listen(({ authorization }) => (authorization === "Bearer new" ? 200 : 401));
    const token = async (refused?: string) => (refused === "old" ? "new" : "old");
    await openApi(url, ACCESS, { token }).request({ method: "x.get", httpMethod: "GET", url, timeoutMs: 5_000 });
    expect(requests.map(({ authorization }) => authorization)).toEqual(["Bearer old", "Bearer new"]);
  });

  it("names the setting of the account that is refused", async () => {
    const { url } = await listen(() => 401);
    const api = openApi(url, { ...ACCESS, credentials: { impersonate: "bot" } });
    await expect(api.request({ method: "x.get", httpMethod: "GET", url, timeoutMs: 5_000 })).rejects.toThrow(
      "API_IMPERSONATE",
    );
  });

  it("waits longer from try to try, as chance will have it", async () => {
    expect((await ask([503])).waits).toEqual([100, 200, 400]);
  });

  it("waits as long as Google says", async () => {
    expect((await ask([{ status: 429, headers: { "retry-after": "2" } }, 200])).waits).toEqual([2000]);
  });

  it("gives up at once when Google asks for a longer pause than there is time for", async () => {
    const { error, requests, waits } = await ask([{ status: 503, headers: { "retry-after": "5" } }]);
    expect(error).toBeInstanceOf(TransientError);
    expect({ calls: requests.length, waits }).toEqual({ calls: 1, waits: [] });
  });

  it("knows nothing of a call that got no answer", async () => {
    const { error } = await ask(["hang"], { timeoutMs: 50 });
    expect(error).toBeInstanceOf(TransientError);
    expect(error).toHaveProperty("message", expect.stringMatching(/unknown whether the call was taken$/));
  });

  it.each<[string, boolean, readonly Said[]]>([
    ["refused at once", false, [404]],
    ["refused twice", false, [403]],
    ["refused when the first answer was lost", true, ["reset", 404]],
    ["forbidden when the first answer was lost", true, ["reset", 403]],
    ["malformed when the first try failed at Google", true, [503, 400]],
    ["unauthorised when the first try failed at Google", true, [500, 401]],
    ["one too many when the first answer was lost", true, ["reset", 429]],
    ["one too many, four times", false, [429]],
    ["answered with too much", true, [{ status: 200, body: "x".repeat(2 ** 20 + 1) }]],
    ["answered with no JSON", true, [{ status: 200, body: "<html>" }]],
    ["answered by a proxy when the first answer was lost", true, ["reset", { status: 404, body: "<html>" }]],
  ])("tells of a call that is %s whether it may be taken: %s", async (_how, mayBeTaken, said) => {
    expect((await ask(said)).error).toMatchObject({ mayBeTaken });
  });

  it("tells of a survey that comes too soon whether an earlier try may have asked it", async () => {
    const { error } = await ask(["reset", 429], { tooManyReason: "survey-too-soon" });
    expect(error).toMatchObject({ reason: "survey-too-soon", mayBeTaken: true });
  });

  it("lets agents call whose neighbour's calls are all stuck", async () => {
    const [busy, quiet] = [agentId("rcs", "busy"), agentId("rcs", "quiet")];
    const { url } = await listen((taken) => (taken.url === "/busy" ? "hang" : 200));
    const api = openApi(url, ACCESS);
    const what = (agent: typeof busy) =>
      ({ method: "x.create", url: `${url}/${agent}`, timeoutMs: 3_000, agent }) as const;
    const stuck = Array.from({ length: 100 }, () => api.request(what(busy)).catch(() => "stuck"));
    const first = await Promise.race([...stuck, api.request(what(quiet))]);
    expect(first).toEqual({});
  });

  it("tells that an agent's own calls are in each other's way", async () => {
    const { url } = await listen(() => "hang");
    const what = {
      method: "x.create",
      url,
      timeoutMs: 200,
      isRepeatable: false,
      agent: agentId("rcs", "busy"),
    } as const;
    const api = openApi(url, ACCESS);
    const committed = await Promise.allSettled(Array.from({ length: 17 }, () => api.request(what)));
    expect(committed.at(-1)).toMatchObject({
      reason: { message: expect.stringMatching(/too many calls of the agent/) },
    });
  });
});

describe("refuseAgent()", () => {
  const refuse = () => refuseAgent(agentId("rcs", "shop"));

  it("hopes that AGENTS is fixed", () => expect(refuse).toThrow(TransientError));

  it("names AGENTS as what to fix", () => expect(refuse).toThrow(/agent shop: AGENTS lacks it/));
});
