import { describe, expect, it } from "vitest";
import type { Content } from "../../../shared/inbound/inbound.ts";
import { aTurn, collect, wordsOf } from "../../../test/support/bot-turn.ts";
import { openBot } from "../bot.ts";
import { BRANCHES } from "../branches.ts";
import { TEXTS } from "../languages.ts";

const OLD_TOWN = "ChIJj61dQgK6j4AR4GeTYWZsKWw";
const HARBOUR = "ChIJN1t_tDeuEmsRUsoyG83frY4";
const OLD_TOWN_HOURS = "Old Town is open now.\nMon–Sat: 8:00–18:00\nSun: closed";
const HELP = TEXTS.en.help;
const SUNDAY = new Date("2026-11-22T12:00:00Z");

const bot = openBot(() => undefined);

/** What the bot says, in British English unless told otherwise. */
const say = (given: Parameters<typeof aTurn>[0]) => wordsOf(bot.answer(aTurn({ locale: "en-GB", ...given })));

describe("bot.answer()", () => {
  it("says when the branch is open that the user messaged", async () => {
    expect(await say({ text: "When do you open?", context: { placeId: OLD_TOWN } })).toEqual([OLD_TOWN_HOURS]);
  });

  it("says when a closed branch opens again, by its own clocks", async () => {
    expect(await say({ text: "open?", context: { placeId: HARBOUR }, at: new Date("2026-11-24T19:30:00Z") })).toEqual([
      expect.stringMatching(
        /^Harbour is closed now. It opens again: Wednesday 25 November at 10:00\.\nMon–Fri: 10:00–13:00, 14:00–19:00\nSat: closed\nSun: 10:00–14:00$/,
      ),
    ]);
  });

  it("says when every branch is open where it knows of none", async () => {
    const [words] = await say({ text: "Hi, are you open on Saturday?" });
    expect(BRANCHES.every(({ name }) => words?.includes(name))).toBe(true);
  });

  it("asks which branch is meant by somebody who came from a list of places", async () => {
    const context = { nearPlaceId: HARBOUR };
    const asked = ["Do you mean our branch Harbour?"];
    expect(await say({ text: "opening hours", context })).toEqual(asked);
    expect(await say({ text: "Which branch is nearest?", context })).toEqual(asked);
  });

  it("asks openly where it does not know the place", async () => {
    expect(await say({ postback: "hours", context: { nearPlaceId: "elsewhere" } })).toEqual([TEXTS.en.whichBranch]);
  });

  it("asks no more once a branch is chosen", async () => {
    const chosen = aTurn({ postback: `branch:${OLD_TOWN}`, locale: "en-GB" });
    expect(await wordsOf(bot.answer(chosen))).toEqual([OLD_TOWN_HOURS]);
    expect(chosen.remembered()).toEqual({ branch: OLD_TOWN });
    const later = { context: { nearPlaceId: HARBOUR }, memory: chosen.remembered() };
    expect(await say({ text: "open?", ...later })).toEqual([OLD_TOWN_HOURS]);
    expect(await say({ text: "Do you have parking?", ...later })).toEqual([HELP]);
  });

  it.each([
    [52.2, 21, "Old Town"],
    [40.4, -3.7, "Harbour"],
    [40.7, -74, "Harbour"],
    [-36.8, 174.7, "Old Town"],
  ])("chooses the branch nearest to %d, %d", async (latitude, longitude, name) => {
    const [words] = await say({ content: { type: "location", latitude, longitude } });
    expect(words?.startsWith(name)).toBe(true);
  });

  it("keeps silent where the phone has done something by itself", async () => {
    expect([await say({ postback: "map" }), await say({ postback: "location" })]).toEqual([[], []]);
  });

  it.each(["en", "pl", "ru", "he", "tr", "pt"] as const)("hands over to a person in %s", async (locale) => {
    expect(await say({ text: TEXTS[locale].humanChip, locale })).toEqual(["(handOver)"]);
  });

  it("hands over at a tap", async () => {
    expect(await say({ postback: "human" })).toEqual(["(handOver)"]);
  });

  it("hands over who speaks a language that it lacks, while somebody is there", async () => {
    const klingon = { text: "nuqneH", locale: "tlh" };
    expect([await say(klingon), await say({ ...klingon, at: SUNDAY })]).toEqual([["(handOver)"], [HELP]]);
  });

  it("offers its languages, and speaks the one that is chosen", async () => {
    const chosen = aTurn({ postback: "language:he" });
    const asked = await collect(bot.answer(aTurn({ text: "język" })));
    const names = Object.values(TEXTS).map(({ languageName }) => ({ text: languageName }));
    expect(asked).toMatchObject([{ suggestions: names }]);
    expect(await wordsOf(bot.answer(chosen))).toEqual([TEXTS.he.languageChosen]);
    expect(await say({ text: "?", memory: chosen.remembered() })).toEqual([TEXTS.he.help]);
  });

  it("takes the name of a language for a choice", async () => {
    expect(await say({ text: " русский " })).toEqual([TEXTS.ru.languageChosen]);
  });

  it("asks again after a language that it lacks", async () => {
    expect(await say({ postback: "language:xx" })).toEqual([TEXTS.en.chooseLanguage]);
  });

  it("says where an order is", async () => {
    expect(await say({ text: "Where is order 100002?", locale: "pl" })).toEqual([
      "Zamówienie 100002: 3 produkty są w drodze. Przewidywana dostawa: wtorek, 1 grudnia.",
    ]);
  });

  it.each<[string, Content, readonly string[]]>([
    ["a file", { type: "file", file: { url: "https://example.com/a.jpg", mimeType: "image/jpeg" } }, [TEXTS.en.file]],
    ["a survey", { type: "survey", kind: "standard", trigger: "google" }, []],
    ["a sign-in that nobody asked for", { type: "authentication", code: "c" }, [TEXTS.en.signInLate]],
    ["a tap that says nothing", { type: "suggestion", kind: "unknown" }, [HELP]],
    ["words that it does not know", { type: "text", text: "Hi" }, [HELP]],
  ])("has an answer to %s", async (_case, content, words) => {
    expect(await say({ content })).toEqual(words);
  });
});
