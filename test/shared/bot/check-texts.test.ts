import { describe, expect, it } from "vitest";
import { SettingsError } from "../../../shared/base/errors.ts";
import { translator } from "../../../shared/bot/translator.ts";

const en = {
  greet: "Hi {name}",
  open: "{isOpen, select, yes {It is open.} other {It opens at {time}.}}",
} as const;

describe("translator()", () => {
  const make = (changed: object, language = "pl") =>
    caught(() =>
      translator({ source: en, texts: { en, [language]: { ...en, ...changed } }, defaultLanguage: () => "en" }),
    );

  it.each([
    ["a text that was deleted", { greet: undefined }, "expected words, got none; write it"],
    ["a text that was emptied", { greet: " " }, "expected words, got an empty text; write it"],
    ["a text that is none", { greet: 7 }, "expected words, got number; write it"],
    [
      "a brace that is not closed",
      { greet: "Hej {name" },
      "expected an ICU message, got one with a mistake (expect argument closing brace); check its braces",
    ],
    ["a brace too many", { greet: "Hej name}" }, "expected {name}, got nothing in braces; add {name}"],
    ["a value that is not named", { greet: "Hej" }, "expected {name}, got nothing in braces; add {name}"],
    [
      "a value that nobody gives",
      { greet: "Hej {name} {who}" },
      "expected {name}, got {name} and {who}; take {who} away",
    ],
    ["a name that was translated", { greet: "Hej {imie}" }, "expected {name}, got {imie}; add {name}"],
  ])("refuses %s, and says where it is and how to fix it", (_case, changed, problem) => {
    const error = make(changed);
    expect(error).toBeInstanceOf(SettingsError);
    expect(error).toMatchObject({
      message: `Cannot use text "greet" in language "pl": ${problem}`,
      place: { language: "pl", key: "greet" },
    });
  });

  it("refuses a value inside a branch that no other language has", () => {
    const open = "{isOpen, select, yes {Otwarte.} other {Otwieramy o {time}, {day}.}}";
    expect(make({ open })).toMatchObject({ message: expect.stringContaining("take {day} away") });
  });

  it("finds a mistake in the texts of the source too", () => {
    const broken = { hi: "Hi {name" } as const;
    expect(
      caught(() => translator({ source: broken, texts: { en: broken }, defaultLanguage: () => "en" })),
    ).toMatchObject({
      place: { language: "en", key: "hi" },
    });
  });

  it("refuses a chip that no phone shows", () => {
    const source = { yesChip: "Yes" } as const;
    const pl = { yesChip: "x".repeat(26) };
    const attempt = () => translator({ source, texts: { en: source, pl }, defaultLanguage: () => "en" });
    expect(caught(attempt)).toMatchObject({
      message: 'Cannot use text "yesChip" in language "pl": expected 1 to 25 characters in a chip, got 26; shorten it',
    });
  });

  it("refuses a language that is none", () => {
    expect(make({}, "pt_BR")).toMatchObject({
      message: 'Cannot use language "pt_BR": expected a name such as pl or pt-BR',
    });
  });
});

function caught(attempt: () => unknown): unknown {
  try {
    return attempt();
  } catch (error) {
    return error;
  }
}
