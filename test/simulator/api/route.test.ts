import { describe, expect, test } from "vitest";
import { startPlatform } from "../../../simulator/platform.ts";
import { call, clock, ID, rcsPath, refused, say, sayInConversation } from "../../support/api-client.ts";

const PATH = rcsPath(`agentMessages?messageId=${ID}&agentId=bank`);
const HELLO = { contentMessage: { text: "Hello" } };

describe("platform, who may call", () => {
  test("a call without a Bearer is refused when credentials are required", async () => {
    await using platform = await startPlatform({ clock, credentials: "required" });
    const made = await Promise.all([
      call(platform, ["POST", "/v1/nothing"]),
      say(platform, ID),
      call(platform, ["POST", PATH], HELLO, { authorization: "Bearer T" }),
    ]);
    expect(made).toMatchObject([{ status: 404 }, refused(401, "UNAUTHENTICATED"), { status: 200 }]);
  });

  test("an unknown agent is refused before an invalid phone number", async () => {
    await using platform = await startPlatform({ clock, agents: ["bank@rbm.goog"] });
    const foreign = rcsPath(`agentMessages?messageId=${ID}&agentId=shop`, "447");
    expect(await call(platform, ["POST", foreign], HELLO)).toMatchObject(refused(403, "PERMISSION_DENIED"));
    expect(await say(platform, ID)).toMatchObject({ status: 200 });
  });

  test("a message of a multi-use agent must have a traffic type", async () => {
    await using platform = await startPlatform({ clock, multiUseAgents: ["bank@rbm.goog"] });
    expect(await say(platform, ID)).toMatchObject(refused(400, "INVALID_ARGUMENT"));
    expect(await say(platform, ID, "Hello", "shop")).toMatchObject({ status: 200 });
    const typed = { ...HELLO, messageTrafficType: "TRANSACTION" };
    expect(await call(platform, ["POST", PATH], typed)).toMatchObject({ status: 200 });
  });

  test("an unknown conversation is refused", async () => {
    await using platform = await startPlatform({ clock, conversations: { c2: "brands/b/agents/a" } });
    expect(await sayInConversation(platform, ID)).toMatchObject(refused(403, "PERMISSION_DENIED"));
  });

  test("repeated ids can be answered as on the other channel", async () => {
    const repeats = { rcs: "refused", "business-messages": "first-answer" } as const;
    await using platform = await startPlatform({ clock, repeats });
    await say(platform, ID);
    await sayInConversation(platform, ID);
    const made = [await say(platform, ID), await sayInConversation(platform, ID)];
    expect(made).toMatchObject([refused(409, "ALREADY_EXISTS"), { status: 200 }]);
  });
});
