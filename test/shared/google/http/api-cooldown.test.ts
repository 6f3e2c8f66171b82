import { describe, expect, it } from "vitest";
import { FIRST_PROBE_MS } from "../../../../shared/base/budgets.ts";
import { RateLimitError, TransientError } from "../../../../shared/base/errors.ts";
import { type Address, agentId } from "../../../../shared/base/ids.ts";
import { type ApiRequest, openApi } from "../../../../shared/google/http/api.ts";
import { listen, type Said } from "../../../support/listen.ts";
import { fakeRetryClock, START, worldOf } from "../../../support/retry-clock.ts";
import { virtualClock } from "../../../support/virtual-clock.ts";

const SHOP = agentId("rcs", "shop");
const SEND = { method: "x.create", timeoutMs: 8000 } as const;
const [ADA, BOB] = ["ada" as Address, "bob" as Address];

/** An API that answers each call, and what calls it. */
async function open(answer: (address: string | undefined) => Said) {
  const { url, requests } = await listen((taken) => answer(taken.url?.slice(1)));
  const clock = fakeRetryClock();
  const api = openApi(url, { scope: "scope", setting: "RCS_API" }, { world: worldOf(clock) });
  const call = (address: Address, more: Partial<ApiRequest> = {}) =>
    api.request({ method: "x.create", url: `${url}/${address}`, agent: SHOP, address, timeoutMs: 8_000, ...more });
  return { call, requests, clock };
}

describe("openApi(), asked to be slower,", () => {
  it("makes no call about a user before Google wants one, but for a probe", async () => {
    const { call, requests, clock } = await open(() => ({ status: 429, headers: { "retry-after": "60" } }));
    await call(ADA).catch(() => undefined);
    await expect(call(ADA, { timeoutMs: 3000 })).rejects.toThrow(RateLimitError);
    expect(requests).toHaveLength(1);
    await expect(call(ADA)).rejects.toThrow(RateLimitError);
    expect([requests.length, clock.waits]).toEqual([2, [2000]]);
  });

  it("calls about a user again when the time has come", async () => {
    const answers: Said[] = [{ status: 429, headers: { "retry-after": "60" } }, 200];
    const { call, clock } = await open(() => answers.shift() ?? 500);
    await call(ADA).catch(() => undefined);
    clock.advance(60_000);
    expect(await call(ADA)).toEqual({});
  });

  it("waits out a cooldown that its budget has room for", async () => {
    const answers: Said[] = [{ status: 429, headers: { "retry-after": "1" } }, 200];
    const { call, clock } = await open(() => answers.shift() ?? 500);
    await call(ADA, { timeoutMs: 1_000 }).catch(() => undefined);
    await call(ADA);
    expect(clock.waits).toEqual([1000]);
  });

  it("goes on calling about other users", async () => {
    const { call } = await open((to) => (to === ADA ? { status: 429, headers: { "retry-after": "60" } } : 200));
    await call(ADA).catch(() => undefined);
    expect(await call(BOB)).toEqual({});
  });

  it("finds out by one call whether a method is still down", async () => {
    const { call, requests, clock } = await open(() => ({ status: 503, headers: { "retry-after": "200" } }));
    await call(ADA).catch(() => undefined);
    await expect(call(BOB)).rejects.toThrow(TransientError);
    await expect(call(ADA, { timeoutMs: 6000 })).rejects.toThrow(RateLimitError);
    expect([requests.length, clock.waits]).toEqual([2, [2000]]);
  });

  it("answers the others when one call was told to wait and Google is well", async () => {
    const { call } = await open((to) => (to === ADA ? { status: 503, headers: { "retry-after": "200" } } : 200));
    await call(ADA).catch(() => undefined);
    expect(await call(BOB)).toEqual({});
  });

  it("begins no call after its time, however long it waited", async () => {
    const { call, requests, clock } = await open(() => 200);
    const until = new Date(clock.now().getTime() - 1);
    await expect(call(ADA, { scope: { until } })).rejects.toThrow("Cannot call x.create: its time is over");
    expect(requests).toEqual([]);
  });

  it("lets one user who has had enough slow down nobody", async () => {
    const { call, requests } = await open((to) => (to === ADA ? 429 : "hang"));
    for (const _call of [1, 2, 3]) await call(ADA).catch(() => undefined);
    const before = requests.length;
    const others = Array.from({ length: 16 }, (_, user) => call(`${user}` as Address, { timeoutMs: 300 }));
    await Promise.allSettled(others);
    expect(new Set(requests.slice(before).map((request) => request.url)).size).toBe(16);
  });

  it("halves what is under way only once for all tries of a call", async () => {
    const { call, requests } = await open((to) => (to === ADA || to === BOB ? 429 : "hang"));
    await Promise.allSettled([call(ADA), call(BOB)]);
    const before = requests.length;
    // A call that must not be repeated keeps its place to the end.
    const hanging = { timeoutMs: 300, isRepeatable: false } as const;
    const others = Array.from({ length: 16 }, (_, user) => call(`${user}` as Address, hanging));
    await Promise.allSettled(others);
    expect(new Set(requests.slice(before).map((request) => request.url)).size).toBe(8);
  });

  it("takes a 429 that is not about the rate of calls for final, and slows nothing down", async () => {
    const { call, requests } = await open(() => ({ status: 429, headers: { "retry-after": "60" } }));
    const surveying = call(ADA, { tooManyReason: "survey-too-soon" });
    await expect(surveying).rejects.toThrow(expect.objectContaining({ reason: "survey-too-soon" }));
    await call(ADA, { tooManyReason: "survey-too-soon" }).catch(() => undefined);
    expect(requests).toHaveLength(2);
  });

  it("lets the others go on at once when a probe is answered, and makes each of them once", async () => {
    const { url, requests } = await listen(({ url: path }) =>
      path === "/ada" ? { status: 503, headers: { "retry-after": "200" } } : 200,
    );
    const clock = virtualClock(START);
    const api = openApi(url, { scope: "scope", setting: "RCS_API" }, { world: worldOf(clock) });
    const call = (address: string) =>
      api.request({ ...SEND, url: `${url}/${address}`, agent: SHOP, address: address as Address });
    await call("ada").catch(() => undefined);
    const others = Promise.all(Array.from({ length: 50 }, (_, user) => call(`${user}`)));
    await clock.advance(FIRST_PROBE_MS);
    expect(await others).toHaveLength(50);
    expect(requests).toHaveLength(51);
  });

  it("goes on with what must wait for no answer when a probe gets none", async () => {
    const answers: Said[] = [{ status: 503, headers: { "retry-after": "200" } }, "reset", "reset"];
    const { call, requests, clock } = await open(() => answers.shift() ?? 200);
    await call(ADA).catch(() => undefined);
    await call(BOB).catch(() => undefined);
    await expect(call(ADA, { timeoutMs: 4000 })).rejects.toThrow(RateLimitError);
    clock.advance(2000);
    await call(ADA);
    expect(requests).toHaveLength(4);
  });
});
