import { describe, expect, it } from "vitest";
import {
  compose,
  foldCase,
  plainWordsOf,
  tidy,
  withoutAccents,
  wordsOf,
} from "../../../shared/inbound/peoples-words.ts";

/** With time that grows with the square of the length, each of these texts would take minutes. */
const HANG = { timeout: 10_000 };

describe("tidy()", () => {
  it.each([
    ["Ｓｔｏｐ ！", "Stop !"],
    ["ⓢⓣⓞⓟ", "stop"],
    ["  one\u00A0\u3000two\r\n\tthree ", "one two three"],
    ["\uFEFFto\u200Bke\u200Cn\u2060\u00AD\uFE0F", "token"],
    ["\u202Eabc\u202C \u2066def\u2069", "abc def"],
    ["don’t ‘say’ “it” «so»", 'don\'t \'say\' "it" "so"'],
    ["it´s it`s", "it's it's"],
    ["10–12 — 3−1", "10-12 - 3-1"],
    ["١٢٣ ۴۵۶ ७८९ ００１ 𝟗𝟎", "123 456 789 001 90"],
    ["\u{116D0}\u{116DA}\u{116E3}", "009"],
    ["e\u0301", "é"],
    ["Keep Case, Accents (é) and 🎩.", "Keep Case, Accents (é) and 🎩."],
    ["broken \uD83D half", "broken \uFFFD half"],
    ["", ""],
  ])("makes of %j %j", (text, tidied) => expect(tidy(text)).toBe(tidied));

  it("leaves a tidy text as it is", () => {
    const tidied = tidy("“Ｈ”´e\u0301 ١…\u200D ½ ﷺ");
    expect(tidy(tidied)).toBe(tidied);
  });

  it("cuts what is too long to compare, never through a character", () => {
    const tidied = tidy(`a${"🎩".repeat(10_000)}`);
    expect(tidied.length).toBeLessThanOrEqual(10_000);
    expect(tidied.isWellFormed()).toBe(true);
  });
});

describe("compose()", () => {
  it("puts letters and their accents together, and leaves all else as it is", () => {
    expect(compose("Z\u0307o\u0301l\u0301w “ １”\u200B\n\n")).toBe("Żóĺw “ １”\u200B\n\n");
  });

  it("keeps eight of 600,000 marks, and takes no time over their order", HANG, () => {
    expect(compose(`a${"\u0301\u0316".repeat(300_000)}`)).toHaveLength(8);
  });
});

describe("foldCase()", () => {
  it.each([
    ["İnsan", "insan"],
    ["INSAN", "insan"],
    ["ınsan", "insan"],
    ["i\u0307nsan", "insan"],
    ["DÉMARRER", "démarrer"],
    ["STRASSE", foldCase("Straße")],
    ["ΟΔΟΣ", foldCase("οδος")],
    ["οδοσ", foldCase("οδος")],
    ["СТОП", "стоп"],
    ["Ა", "ა"],
  ])("takes %j for %j", (text, folded) => expect(foldCase(text)).toBe(folded));
});

describe("withoutAccents()", () => {
  it.each([
    ["zamówienie", "zamowienie"],
    ["Żółw ŁÓDŹ", "Zolw LODZ"],
    ["horário começar", "horario comecar"],
    ["çalışma İĞÜ", "calisma IGU"],
    ["ёлка йод", "елка иод"],
    ["שָׁלוֹם", "שלום"],
    ["إِلْغَاء", "الغاء"],
    ["Ærø, Øst, œuf", "AEro, Ost, oeuf"],
    ["Ἄκυρο", "Ακυρο"],
  ])("makes of %j %j", (text, plain) => expect(withoutAccents(text)).toBe(plain));

  it.each(["हिन्दी", "ที่นี่", "ガギグ", "한국어", "தமிழ்"])("keeps the marks that make %j another word", (text) => {
    expect(withoutAccents(text)).toBe(text.normalize("NFC"));
  });
});

describe("wordsOf()", () => {
  it.each([
    ["Stop.", "stop"],
    ["“STOP”!!! 🙏🏽", "stop"],
    ["🛑 stop 🛑", "stop"],
    ["stop™ ℹ️ 🇵🇱 👩‍👩‍👧 ❤️", "stop"],
    ["¡¿Horario?!", "horario"],
    ["1️⃣ opt-out", "1 opt out"],
    ["s\u200Bt\u200Do\uFEFFp", "stop"],
    ["\u202ESTOP\u202C", "stop"],
    ["Kiedy otwieracie? Jutro…", "kiedy otwieracie jutro"],
    ["停止。", "停止"],
    ["हिन्दी", "हिन्दी"],
    ["👍👍", ""],
    ["\u200B \uFEFF", ""],
  ])("hears in %j %j", (text, words) => expect(wordsOf(text)).toBe(words));

  it("keeps accents, which plainWordsOf() leaves out", () => {
    expect([wordsOf("Começar!"), plainWordsOf("Começar!")]).toEqual(["começar", "comecar"]);
    expect(plainWordsOf("s\u0337t\u0337o\u0337p\u0337")).toBe("stop");
  });

  const HOSTILE = {
    "marks of one kind": "\u0301".repeat(600_000),
    "marks in the wrong order": "\u0301\u0316".repeat(300_000),
    "halfwidth sound marks between others": "\uFF9E\u0301".repeat(300_000),
    "letters that grow eighteenfold": "\uFDFA".repeat(600_000),
    "sigmas and marks": "Σ\u0301".repeat(300_000),
    "white space": " ".repeat(600_000),
    "invisible characters": "\u200D".repeat(600_000),
    emoji: "👩‍👩‍👧".repeat(75_000),
    "foreign digits": "\u{116E3}".repeat(300_000),
    "dots that are no words": ". ".repeat(300_000),
  };
  it.each(Object.entries(HOSTILE))("takes no time over 600,000 UTF-16 units of %s", HANG, (_, text) => {
    expect(plainWordsOf(`a${text}`)).toMatch(/^a/);
  });
});
