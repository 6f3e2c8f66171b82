import { describe, expect, it } from "vitest";
import { route, routes } from "../../../shared/bot/routes.ts";
import { text } from "../../../shared/reply/reply.ts";
import { aTurn, wordsOf } from "../../support/bot-turn.ts";

type TextPattern = string | RegExp | ((text: string) => boolean);

/** What a bot with that one pattern says to the words: what the pattern captured, or `no`. */
async function hears(pattern: TextPattern, words: string): Promise<string | undefined> {
  const answer = routes([route({ text: pattern }, (_turn, [captured = "yes"]) => [text(captured)])], () => [
    text("no"),
  ]);
  return (await wordsOf(answer(aTurn({ text: words }))))[0];
}

describe("routes() hears words in any case", () => {
  it.each([
    [/insan/i, "İnsan"],
    [/insan/i, "İNSANLA KONUŞMAK İSTİYORUM"],
    [/insan/iu, "ınsan"],
    [/İNSAN/i, "insan"],
    [/(?<!\p{L})dil(?!\p{L})/iu, "DİL"],
    [/açık/i, "AÇIK MI?"],
    [/sipariş/i, "SİPARİŞ"],
    [/straße/i, "STRASSE"],
    [/straße/i, "STRAẞE"],
    [/strasse/i, "Straße"],
    [/οδός/i, "ΟΔΟΣ"],
    [/заказ/i, "ЗАКАЗ"],
    ["insan", "İnsan"],
    ["Türkçe", "TÜRKÇE"],
    ["İngilizce", "ingilizce"],
    ["ışık", "IŞIK"],
  ])("takes %s in %j", async (pattern, words) => expect(await hears(pattern, words)).toBe("yes"));

  it.each([
    [/Insan/, "insan"],
    [/^STOP$/, "stop"],
  ])("minds the case of %s, which has no flag i, in %j", async (pattern, words) => {
    expect(await hears(pattern, words)).toBe("no");
  });
});

describe("routes() hears words without their accents", () => {
  it.each([
    [/zamówien/i, "gdzie moje ZAMOWIENIE"],
    [/horário/i, "horario"],
    [/zamowien/i, "zamówienie"],
    [/człowiek|przesyłk/iu, "czlowiek"],
    [/za?m[óo]wien/i, "zamowienie"],
    [/zam(ó|o)wien/i, "zamowienie"],
    [/zam\u00f3wien/i, "zamowienie"],
    [/zam\u{f3}wien/iu, "zamowienie"],
    [/zam\xf3wien/i, "zamowienie"],
    [/Zamówienie/, "Zamowienie"],
    [/откры[тв]|посылк|чёрн/i, "ЧЕРНЫЙ"],
    [/[а-яё]{3} заказ/i, "мои заказ"],
    [/שָׁלוֹם/, "שלום"],
    ["zamówienie", "zamowienie"],
    ["Horário", " HORARIO! "],
    ["godziny otwarcia?", "Godziny otwarcia"],
    ["👍", "👍"],
  ])("takes %s in %j", async (pattern, words) => {
    expect(await hears(pattern, words)).not.toBe("no");
  });

  it.each([
    [/^[à-ÿ]+$/i, "aby"],
    [/^\S+$/, "two words"],
    [/\\u00f3/, "ó"],
    ["zamówienie", "zamówienia"],
    ["👍", "👎"],
    ["hi", "hi there"],
  ])("does not take %s in %j", async (pattern, words) => expect(await hears(pattern, words)).toBe("no"));

  it("tells a pattern that spoils without accents from one that was written wrong", async () => {
    expect(await hears(/(?<a>x)|(?<á>y)/u, "z")).toBe("no");
    expect(await hears(/(?<a>x)|(?<á>y)/u, "x")).toBe("x");
  });
});

describe("routes() hands over", () => {
  it.each([
    ["what was typed", /nazywam się (.+)/i, "Nazywam się Łukasz", "Łukasz"],
    ["case as it was typed where accents are missing", /nazywam się (.+)/i, "nazywam sie Lukasz", "Lukasz"],
    ["the digits 0 to 9 for others", /order (\d{6})/i, "Order １０００01", "100001"],
    ["digits of another script", /^(\d{6})$/, "١٠٠٠٠١", "100001"],
    ["a line of several", /^b(.)$/m, "a\nbc", "c"],
  ])("%s", async (_case, pattern, words, captured) => expect(await hears(pattern, words)).toBe(captured));

  it("a function the words as they were typed", async () => {
    expect(await hears((words) => words === "Ó!", "O\u0301!")).toBe("yes");
  });
});

describe("routes() and postbacks", () => {
  it("keeps postbacks apart that differ by an accent or a sign", async () => {
    const answer = routes([route({ postback: "zamow" }, () => [text("yes")])], () => [text("no")]);
    expect(await wordsOf(answer(aTurn({ postback: "zamów" })))).toEqual(["no"]);
    expect(await wordsOf(answer(aTurn({ postback: "zamow!" })))).toEqual(["no"]);
    expect(await wordsOf(answer(aTurn({ postback: "ZAMOW" })))).toEqual(["yes"]);
  });
});
