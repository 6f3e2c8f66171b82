import { describe, expect, test } from "vitest";
import type { Platform } from "../../../simulator/platform.ts";
import { call, event, ID, ID2, ID3, rcsPath, refused, say } from "../../support/api-client.ts";
import { setUpPlatform } from "../../support/platform-setup.ts";

const SECOND_MS = 1000;
const TYPING = { eventType: "IS_TYPING" };
const sayTo = (platform: Platform, phone: string, id: string) =>
  call(platform, ["POST", rcsPath(`agentMessages?messageId=${id}&agentId=bank`, phone)], {
    contentMessage: { text: "Hi" },
  });
const statuses = (answers: readonly { readonly status: number }[]) => answers.map(({ status }) => status);

describe("platform, rates of RCS", () => {
  test("have no limit by default", async () => {
    await using setup = await setUpPlatform();
    const made = await Promise.all([ID, ID2, ID3].map((id) => say(setup.platform, id)));
    expect(statuses(made)).toEqual([200, 200, 200]);
  });

  test("count messages and events of an agent within the time", async () => {
    await using setup = await setUpPlatform({ rcsRates: { perAgent: { max: 2, withinMs: SECOND_MS } } });
    const { clock, platform } = setup;
    const before = [await say(platform, ID), await event(platform, ID2, TYPING), await say(platform, ID3)];
    const other = await say(platform, ID3, "Hi", "shop");
    await clock.advance(SECOND_MS);
    expect(statuses([...before, other, await say(platform, ID3)])).toEqual([200, 200, 429, 200, 200]);
    expect(before[2]).toMatchObject(refused(429, "RESOURCE_EXHAUSTED"));
  });

  test("count messages to one user, but no events", async () => {
    await using setup = await setUpPlatform({ rcsRates: { perUser: { max: 1, withinMs: SECOND_MS } } });
    const { platform } = setup;
    const made = [await event(platform, ID, TYPING), await say(platform, ID2), await say(platform, ID3)];
    expect(statuses([...made, await sayTo(platform, "+447700900124", ID3)])).toEqual([200, 200, 429, 200]);
  });

  test("count a repeated id too", async () => {
    await using setup = await setUpPlatform({ rcsRates: { perUser: { max: 1, withinMs: SECOND_MS } } });
    expect(statuses([await say(setup.platform, ID), await say(setup.platform, ID)])).toEqual([200, 429]);
  });

  test("do not use up the id of a refused call", async () => {
    await using setup = await setUpPlatform({ rcsRates: { perAgent: { max: 1, withinMs: SECOND_MS } } });
    const { clock, platform } = setup;
    await say(platform, ID, "first");
    await say(platform, ID2, "second");
    await clock.advance(SECOND_MS);
    await say(platform, ID2, "second");
    expect(platform.phone("rcs", "+447700900123").messages).toMatchObject([{ text: "first" }, { text: "second" }]);
  });
});
