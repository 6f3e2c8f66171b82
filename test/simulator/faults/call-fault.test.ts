import { describe, expect, test } from "vitest";
import { startPlatform } from "../../../simulator/platform.ts";
import {
  clock,
  conversation,
  event,
  ID,
  ID2,
  rcsPath,
  rcsPhone,
  refused,
  say,
  sayInConversation,
} from "../../support/api-client.ts";

describe("platform.addCallFault()", () => {
  test("`before` accepts nothing", async () => {
    await using platform = await startPlatform({ clock });
    platform.addCallFault({ at: "before", response: { status: 429, retryAfterSeconds: 2 } });
    expect(await say(platform, ID)).toMatchObject({ ...refused(429, "RESOURCE_EXHAUSTED"), retryAfter: "2" });
    expect(rcsPhone(platform).messages).toEqual([]);
  });

  test("`after` accepts the call and loses the response", async () => {
    await using platform = await startPlatform({ clock });
    platform.addCallFault({ at: "after", response: "reset" });
    await expect(sayInConversation(platform, ID)).rejects.toThrow(TypeError);
    expect(await sayInConversation(platform, ID)).toMatchObject({ status: 409 });
    expect(conversation(platform)).toMatchObject({
      messages: [{ id: ID }],
      calls: [{ status: "reset" }, { status: 409 }],
    });
  });

  test("a reset before accepting does not use up the id", async () => {
    await using platform = await startPlatform({ clock });
    platform.addCallFault({ at: "before", response: "reset" });
    await expect(sayInConversation(platform, ID)).rejects.toThrow(TypeError);
    expect(await sayInConversation(platform, ID)).toMatchObject({ status: 200 });
  });

  test("a fault counts only the calls that it matches", async () => {
    await using platform = await startPlatform({ clock });
    platform.addCallFault({
      matches: ({ act }) => act.type === "typing",
      times: 2,
      at: "before",
      response: { status: 404 },
    });
    const made = [
      await say(platform, ID),
      await event(platform, ID2, { eventType: "IS_TYPING" }),
      await event(platform, ID2, { eventType: "IS_TYPING" }),
      await event(platform, ID2, { eventType: "IS_TYPING" }),
    ];
    expect(made.map(({ status }) => status)).toEqual([200, 404, 404, 200]);
  });

  test("faults apply in the order they were added, at most one to a call", async () => {
    await using platform = await startPlatform({ clock });
    platform.addCallFault({ at: "before", response: { status: 503 } });
    platform.addCallFault({ at: "before", response: { status: 500 } });
    const made = [await say(platform, ID), await say(platform, ID), await say(platform, ID)];
    expect(made.map(({ status }) => status)).toEqual([503, 500, 200]);
  });

  test("a call that is refused anyway uses up no fault", async () => {
    await using platform = await startPlatform({ clock });
    platform.addCallFault({ at: "before", response: { status: 503 } });
    const made = [await say(platform, "no-uuid"), await say(platform, ID)];
    expect(made.map(({ status }) => status)).toEqual([400, 503]);
  });

  test.each(["before", "after"] as const)("a hook %s accepting sees the phone at that moment", async (at) => {
    await using platform = await startPlatform({ clock });
    const seen: number[] = [];
    platform.addCallFault({
      at,
      hook: async () => {
        seen.push(rcsPhone(platform).messages.length);
      },
    });
    expect(await say(platform, ID)).toMatchObject({ status: 200 });
    expect(seen).toEqual([at === "before" ? 0 : 1]);
  });

  test("a call takes effect even when its caller goes away during a hook", async () => {
    const caller = new AbortController();
    const answered = Promise.withResolvers<void>();
    await using platform = await startPlatform({
      clock,
      onFact: ({ type }) => (type === "call-answered" ? answered.resolve() : undefined),
    });
    platform.addCallFault({ at: "before", hook: () => caller.abort() });
    const url = `${platform.url}${rcsPath(`agentEvents?eventId=${ID}&agentId=bank`)}`;
    const body = JSON.stringify({ eventType: "IS_TYPING" });
    await expect(fetch(url, { method: "POST", body, signal: caller.signal })).rejects.toThrow("aborted");
    await answered.promise;
    expect(rcsPhone(platform).isTyping).toBe(true);
  });
});
