import { describe, expect, it } from "vitest";
import { PermanentError } from "../../../shared/base/errors.ts";
import { type Translation, translator } from "../../../shared/bot/translator.ts";
import { aTurn } from "../../support/bot-turn.ts";

const en = {
  hi: "Hi",
  apostrophe: "It's <b>{name}</b>",
  greet: "Hi {name}",
  items: "{count, plural, one {# item} other {# items}} for {name}",
  pieces: "{count, plural, one {# piece} other {# pieces}}",
  open: "{isOpen, select, yes {It is open.} other {It opens at {time}.}}",
} as const;
type Texts = Translation<typeof en>;

const ru: Texts = {
  ...en,
  items: "{count, plural, one {# товар} few {# товара} many {# товаров} other {# товара}} для {name}",
};
const he: Texts = {
  ...en,
  greet: "שלום {name}",
  pieces: "{count, plural, one {פריט #} two {שני פריטים} other {# פריטים}}",
};
const texts = { en, ru, he, pt: en };

const { say, languageOf, localeOf, speaks } = translator({
  source: en,
  texts,
  defaultLanguage: ({ channel }) => (channel === "rcs" ? "pt" : "en"),
});

const inRussian = aTurn({ locale: "ru" });
const inHebrew = aTurn({ locale: "he" });

describe("say()", () => {
  it("says a text as it is when there is nothing to fill in", () => {
    expect(say(inRussian, "hi")).toBe("Hi");
  });

  it("fills in", () => {
    expect(say(inRussian, "greet", { name: "Ana" })).toBe("Hi Ana");
  });

  it("takes an apostrophe and a tag as they are", () => {
    expect(say(inRussian, "apostrophe", { name: "Ana" })).toBe("It's <b>Ana</b>");
  });

  it("chooses", () => {
    expect(say(inRussian, "open", { isOpen: "no", time: "8:00" })).toBe("It opens at 8:00.");
  });

  it.each([
    [1, "1 товар"],
    [2, "2 товара"],
    [5, "5 товаров"],
    [11, "11 товаров"],
    [21, "21 товар"],
  ])("counts %d by the rules of the language", (count, words) => {
    expect(say(inRussian, "items", { count, name: "Ana" })).toBe(`${words} для Ana`);
  });

  it("sets apart what it fills into a text from right to left", () => {
    expect(say(inHebrew, "greet", { name: "Ana (PL)" })).toBe("שלום \u2068Ana (PL)\u2069");
  });

  it("counts in a text from right to left", () => {
    expect(say(inHebrew, "pieces", { count: 2 })).toBe("שני פריטים");
  });
});

describe("say(), asked from JavaScript", () => {
  it.each([
    ["no value", "greet", {}, 'Cannot say text "greet" in language "ru": no value for {name}; hand it to say()'],
    [
      "an undefined value",
      "greet",
      { name: undefined },
      'Cannot say text "greet" in language "ru": no value for {name}; hand it to say()',
    ],
    ["a key that does not exist", "bye", {}, 'Cannot say text "bye" in language "ru": there is no such text'],
  ])("names the language, the text and what is missing for %s", (_case, key, values, message) => {
    expect(() => Reflect.apply(say, undefined, [inRussian, key, values])).toThrow(
      new PermanentError("bad-text", message),
    );
  });
});

describe("languageOf()", () => {
  it.each([
    ["the language that the channel tells", { locale: "ru" }, "ru"],
    ["the language of a region that the bot has no texts for", { locale: "pt-BR" }, "pt"],
    ["the language whatever its spelling", { locale: "HE-il" }, "he"],
    ["Hebrew by its old name", { locale: "iw-IL" }, "he"],
    ["the default for a language that the bot lacks", { locale: "de", channel: "business-messages" }, "en"],
    ["the default for what is no language", { locale: "not a locale", channel: "business-messages" }, "en"],
    ["the language of a locale with underscores", { locale: "ru_RU" }, "ru"],
    ["the language of a locale that Intl refuses", { locale: "he-IL@euro" }, "he"],
    ["the language of a locale that breaks off", { locale: "ru-" }, "ru"],
    ["the default where none is told", {}, "pt"],
    ["the one that the user chose", { locale: "ru", memory: { language: "he" } }, "he"],
    ["the one that is told when the chosen one is gone", { locale: "ru", memory: { language: "xx" } }, "ru"],
  ] as const)("is %s", (_case, given, language) => {
    expect(languageOf(aTurn(given))).toBe(language);
  });
});

describe("localeOf()", () => {
  it.each([
    ["keeps the user's region", { locale: "en-gb" }, "en-GB"],
    ["is one that Intl takes, whatever was told", { locale: "en-US_POSIX" }, "en-US"],
    ["keeps the region of a locale with underscores", { locale: "pt_BR" }, "pt-BR"],
    ["is the default language where the bot lacks theirs", { locale: "de-AT" }, "pt"],
    ["is the language that the user chose", { locale: "en-GB", memory: { language: "ru" } }, "ru"],
  ] as const)("%s", (_case, given, locale) => {
    expect(localeOf(aTurn(given))).toBe(locale);
  });
});

describe("speaks()", () => {
  it.each([
    ["knows a language that it has", { locale: "ru-RU" }, true],
    ["knows that it lacks one", { locale: "de" }, false],
    ["knows none in what names no language", { locale: "C" }, true],
    ["is content with the one that the user chose", { locale: "de", memory: { language: "en" } }, true],
    ["is content when none is told", {}, true],
  ] as const)("%s", (_case, given, isSpoken) => {
    expect(speaks(aTurn(given))).toBe(isSpoken);
  });
});

describe("tsc", () => {
  it.each<() => unknown>([
    // @ts-expect-error: no such text
    () => say(inRussian, "bye"),
    // @ts-expect-error: the name is missing
    () => say(inRussian, "greet"),
    // @ts-expect-error: the count is missing
    () => say(inRussian, "items", { name: "Ana" }),
    // @ts-expect-error: the time of a branch is missing
    () => say(inRussian, "open", { isOpen: "no" }),
    // @ts-expect-error: there is nothing to fill in
    () => say(inRussian, "hi", { name: "Ana" }),
  ])("knows what a text is filled with", (attempt) => expect(attempt).toBeTypeOf("function"));

  it("finds a text that is not translated", () => {
    // @ts-expect-error: only one of the keys
    const pl: Texts = { hi: "Cześć" };
    expect(pl.hi).toBe("Cześć");
  });
});
