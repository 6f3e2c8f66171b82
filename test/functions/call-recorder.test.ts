import { describe, expect, it } from "vitest";
import { openCallRecorder } from "../../functions/call-recorder.ts";
import { openApi } from "../../shared/google/http/api.ts";
import { listen } from "../support/listen.ts";
import { RECEIVED } from "../support/sealed.ts";
import { virtualClock } from "../support/virtual-clock.ts";

describe("openCallRecorder()", () => {
  it("tells of each call what it was, how it ended, and how long it took", async () => {
    const clock = virtualClock(RECEIVED);
    const { begin, calls } = openCallRecorder(clock);
    const end = begin("send");
    await clock.advance(40);
    end({ status: 200, tries: 2 });
    await clock.advance(1000);
    expect(calls()).toEqual({ calls: [{ call: "send", status: 200, ms: 40, tries: 2 }] });
  });

  it("tells which call has not ended yet", async () => {
    const clock = virtualClock(RECEIVED);
    const { begin, calls } = openCallRecorder(clock);
    begin("publish");
    await clock.advance(2500);
    expect(calls()).toEqual({ calls: [{ call: "publish", status: "open", ms: 2500, tries: 0 }] });
  });

  it("keeps the first hundred calls, and counts the others", () => {
    const { begin, calls } = openCallRecorder(virtualClock(RECEIVED));
    for (let n = 0; n < 103; n += 1) begin(`call ${n}`)({ status: 200, tries: 1 });
    expect([calls().calls.length, calls().calls.at(-1)?.call, calls().moreCalls]).toEqual([100, "call 99", 3]);
  });
});

describe("openCallRecorder(), in the scope of a call to Google", () => {
  const recordedBy = async (answer: Parameters<typeof listen>[0]) => {
    const { url, requests } = await listen(answer);
    const { begin, calls } = openCallRecorder({ now: () => RECEIVED });
    const api = openApi(url, { scope: "s", setting: "API" });
    const call = { name: "send", method: "x.create", url: `${url}/x`, timeoutMs: 5000, scope: { begin } };
    await api.request(call).catch(() => undefined);
    return { calls: calls().calls, requests };
  };

  it("counts the tries, and tells the last status", async () => {
    const statuses = [503, 200];
    const { calls } = await recordedBy(() => ({ status: statuses.shift() ?? 200, body: {} }));
    expect(calls).toEqual([{ call: "send", status: 200, ms: 0, tries: 2 }]);
  });

  it("tells the status of a refusal", async () => {
    expect((await recordedBy(() => 404)).calls).toEqual([{ call: "send", status: 404, ms: 0, tries: 1 }]);
  });

  it("tells that there was no answer", async () => {
    expect((await recordedBy(() => "reset")).calls).toMatchObject([{ call: "send", status: "no-response" }]);
  });
});
