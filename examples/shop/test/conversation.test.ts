import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Channel } from "../../../shared/base/ids.ts";
import { AGENTS } from "../../../test/support/fixtures.ts";
import { openScene, shownLines } from "../../../test/support/scene.ts";
import { openBot } from "../bot.ts";
import { TEXTS } from "../languages.ts";

const CHANNELS: readonly Channel[] = ["rcs", "business-messages"];
const HARBOUR = "ChIJN1t_tDeuEmsRUsoyG83frY4";

/** What the phone shows when the user types those lines, one after the other. */
async function conversation(channel: Channel, lines: readonly string[], context?: Readonly<Record<string, unknown>>): Promise<readonly string[]> {
  await using scene = await openScene({ bot: openBot(() => undefined) });
  const near = { conversation: randomUUID(), agent: AGENTS[1].agent, context: context ?? {} };
  const ada = context === undefined ? scene.user(channel) : scene.platform.businessMessagesHandset(near);
  for (const line of lines) {
    await ada.says(line);
    await scene.untilIdle();
  }
  return shownLines(ada);
}

describe.each(CHANNELS)("the shop on %s", (channel) => {
  it("understands a branch that is typed instead of tapped", async () => {
    const said = await conversation(channel, ["hours", "old town!"]);
    expect(said.at(-1)).toMatch(/^Old Town is /);
    expect(said.at(-1)).not.toMatch(/Harbour/);
  });

  it("understands a number in groups where it has asked for one", async () => {
    const said = await conversation(channel, ["Where is my order?", "100\u00A0001"]);
    expect(said).toEqual([TEXTS.en.askOrder, "Order 100001: 1 item is packed. We will send it soon."]);
  });

  it("asks whether a person is wanted, and calls one at a yes", async () => {
    const said = await conversation(channel, ["Somebody stole my parcel", "yes, please"]);
    expect(said[0]).toBe(TEXTS.en.askPerson);
    expect(said[1]).toMatch(/^(I have called a person|I am sorry, nobody is here)/);
  });

  it("calls nobody at a no", async () => {
    const said = await conversation(channel, ["Somebody stole my parcel", "nope"]);
    expect(said).toEqual([TEXTS.en.askPerson, TEXTS.en.help]);
  });
});

describe("the shop, told a locale that Intl refuses", () => {
  it.each([
    ["en-US_POSIX", "Old Town is"],
    ["pl-PL@euro", "Old Town"],
    ["en-", "Old Town is"],
    ["pt_BR", "Old Town"],
    ["iw_IL", "\u2068Old Town\u2069"],
    ["C", "Old Town is"],
    ["??", "Old Town is"],
  ])("answers in the language that %j means", async (resolvedLocale, begin) => {
    const [said] = await conversation("business-messages", ["שעות"], { resolvedLocale });
    expect(said?.startsWith(begin)).toBe(true);
  });
});

describe("the shop, messaged from a list of places", () => {
  const from = (lines: readonly string[]) => conversation("business-messages", lines, { nearPlaceId: HARBOUR });
  const asked = "Do you mean our branch Harbour?";

  it("understands a yes to its question about the branch", async () => {
    const said = await from(["hello", "yes"]);
    expect(said).toEqual([asked, expect.stringMatching(/^Harbour is /)]);
  });

  it("shows every branch at a no", async () => {
    const said = await from(["hello", "no"]);
    expect(said).toEqual([asked, expect.stringMatching(/^Old Town is [\s\S]*\n\nHarbour is /)]);
  });

  it("understands another branch that is typed", async () => {
    expect(await from(["hello", "old town"])).toEqual([asked, expect.stringMatching(/^Old Town is /)]);
  });

  it("asks once, and then says what it can do", async () => {
    expect(await from(["hello", "what?", "hm"])).toEqual([asked, TEXTS.en.help, TEXTS.en.help]);
  });

  it("shows every branch to who asks for the hours again", async () => {
    const said = await from(["hours", "hours"]);
    expect(said).toEqual([asked, expect.stringMatching(/^Old Town is [\s\S]*\n\nHarbour is /)]);
  });
});
