import { describe, expect, test, vi } from "vitest";
import { systemClock } from "../../shared/google/clock.ts";
import { startPlatform } from "../../simulator/platform.ts";
import type { PlatformFact } from "../../simulator/state/platform-fact.ts";
import { call, clock, event, ID, ID2, PHONE, rcsPhone, say } from "../support/api-client.ts";
import { listen } from "../support/listen.ts";

describe("startPlatform()", () => {
  test("reports the facts of a call, and of one that is refused", async () => {
    const facts: PlatformFact[] = [];
    await using platform = await startPlatform({ clock, onFact: (fact) => facts.push(fact) });
    await say(platform, ID);
    await say(platform, ID);
    await call(platform, ["POST", "/v2/nothing"], {});
    expect(facts.map(({ type }) => type)).toEqual([
      "call-arrived",
      "call-accepted",
      "call-answered",
      "call-arrived",
      "call-answered",
      "call-refused",
    ]);
  });

  test("refuses a port that is taken", async () => {
    await using platform = await startPlatform({ clock });
    const port = Number(new URL(platform.url).port);
    await expect(startPlatform({ port, clock })).rejects.toThrow("EADDRINUSE");
  });

  test("close() cuts open connections and may be called again", async () => {
    const platform = await startPlatform({ clock });
    platform.addCallFault({ at: "before", hook: () => platform.close() });
    await expect(say(platform, ID)).rejects.toThrow(TypeError);
    await platform.close();
    await expect(say(platform, ID)).rejects.toThrow(TypeError);
  });
});

describe("platform.tasks", () => {
  test("answers beside the other APIs, and makes the request of a task that is due", async () => {
    await using platform = await startPlatform({ clock: systemClock });
    const { url, requests } = await listen(() => 200);
    const httpRequest = {
      url: `${url}/publish`,
      headers: { "Content-Type": "application/json" },
      body: btoa('{"a":1}'),
    };
    const path = "/v2/projects/p/locations/r/queues/q/tasks";
    const { status } = await call(platform, ["POST", path], { task: { httpRequest } });
    expect(status).toBe(200);
    await vi.waitFor(() => expect(platform.tasks.pending()).toBe(0));
    expect(requests).toMatchObject([{ method: "POST", url: "/publish", body: { a: 1 } }]);
  });
});

describe("platform.phone()", () => {
  test("lists the calls in order, also repeated and failed ones", async () => {
    await using platform = await startPlatform({ clock });
    await event(platform, ID, { eventType: "READ", messageId: "MxUser" });
    platform.addCallFault({ at: "before", response: { status: 503 } });
    await say(platform, ID2);
    await say(platform, ID2);
    await say(platform, ID2);
    expect(rcsPhone(platform).calls).toEqual([
      { method: "POST", path: "agentEvents", kind: "read", id: ID, status: 200 },
      { method: "POST", path: "agentMessages", kind: "message", id: ID2, status: 503 },
      { method: "POST", path: "agentMessages", kind: "message", id: ID2, status: 200 },
      { method: "POST", path: "agentMessages", kind: "message", id: ID2, status: 200 },
    ]);
  });

  test("the same address on the other channel is another phone", async () => {
    await using platform = await startPlatform({ clock });
    await say(platform, ID);
    expect(platform.phone("business-messages", PHONE)).toMatchObject({ messages: [], calls: [] });
  });
});
