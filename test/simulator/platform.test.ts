import { describe, expect, test } from "vitest";
import { startPlatform } from "../../simulator/platform.ts";
import type { PlatformFact } from "../../simulator/state/platform-fact.ts";
import { call, clock, event, ID, ID2, PHONE, rcsPhone, say } from "../support/api-client.ts";

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
