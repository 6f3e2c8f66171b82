import { IntlMessageFormat } from "intl-messageformat";
import { describe, expect, it } from "vitest";
import { aTurn, wordsOf } from "../../../test/support/bot-turn.ts";
import { openBot } from "../bot.ts";
import { TEXTS } from "../languages.ts";
import { help } from "../menu.ts";
import { en } from "../texts/en.ts";

const bot = openBot(() => undefined);

type Ast = ReturnType<IntlMessageFormat["getAst"]>;

/** Whatever a plural is asked to count. */
const COUNTS = Array.from({ length: 121 }, (_, count) => count);
const LANGUAGES = Object.entries(TEXTS);
const MESSAGES = LANGUAGES.flatMap(([language, texts]) =>
  Object.entries(texts).map(([key, message]) => ({ language, key, message })),
);

describe.each(MESSAGES)("$language.$key", ({ language, key, message }) => {
  const ast = astOf(message, language);

  it("is filled with what the English text is filled with", () => {
    expect(namesIn(ast)).toEqual(namesIn(astOf(Object.entries(en).find(([name]) => name === key)?.[1] ?? "", "en")));
  });

  it("counts by every rule of its language", () => {
    const rules = new Intl.PluralRules(language);
    const needed = [...new Set(COUNTS.map((count) => rules.select(count)))].sort();
    const branches = pluralsIn(ast).map((plural) => Object.keys(plural).sort());
    expect(branches.every((branch) => needed.every((rule) => branch.includes(rule)))).toBe(true);
  });
});

describe.each(LANGUAGES)("%s", (language, texts) => {
  it("has chips that are short enough", () => {
    const chips = Object.entries(texts).filter(([key]) => key.endsWith("Chip") || key === "languageName");
    expect(chips.filter(([, chip]) => chip.length > 25)).toEqual([]);
  });

  it("is written in its own script", () => {
    const script = scriptOf(language);
    const others = Object.entries(texts).filter(([key, text]) => key !== "hoursOfDays" && !script.test(text));
    expect(others).toEqual([]);
  });

  it.each([
    ["hoursChip", "hours"],
    ["orderChip", "order"],
    ["humanChip", "human"],
    ["languageChip", "language"],
  ] as const)("understands its %s when it is typed", async (key, postback) => {
    const answerTo = async (given: object) => wordsOf(bot.answer(aTurn({ ...given, locale: language })));
    expect(await answerTo({ text: ` ${texts[key].toUpperCase()} ` })).toEqual(await answerTo({ postback }));
  });

  it("says what the bot can do", () => {
    expect(help(aTurn({ locale: language }))).toMatchObject([{ text: texts.help }]);
  });
});

/** Unicode's name of the script; what is written in several, such as Japanese, may be in any. */
function scriptOf(language: string): RegExp {
  const { script } = new Intl.Locale(language).maximize();
  const isMixed = ["Jpan", "Kore", "Hans", "Hant"].includes(script ?? "");
  return isMixed ? /\p{L}/u : new RegExp(`\\p{Script=${script}}`, "u");
}

function astOf(message: string, language: string): Ast {
  return new IntlMessageFormat(message, language, undefined, { ignoreTag: true }).getAst();
}

/** The names in a message, at any depth. */
function namesIn(ast: Ast): readonly string[] {
  const names = ast.flatMap((element) => {
    const inside = "options" in element ? Object.values(element.options).flatMap(({ value }) => namesIn(value)) : [];
    return "value" in element && element.type !== 0 ? [element.value, ...inside] : inside;
  });
  return [...new Set(names)].sort();
}

function pluralsIn(ast: Ast): readonly object[] {
  return ast.flatMap((element) => ("pluralType" in element ? [element.options] : []));
}
