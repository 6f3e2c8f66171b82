import { describe, expect, it } from "vitest";
import { aTurn, wordsOf } from "../../../test/support/bot-turn.ts";
import { openBot } from "../bot.ts";
import { TEXTS } from "../languages.ts";

const bot = openBot(() => undefined);
const say = (text: string, locale = "en-GB") => wordsOf(bot.answer(aTurn({ text, locale })));

describe("the shop calls a person", () => {
  it.each([
    "human",
    "A person, please!",
    "agent",
    "Can I talk to a real person?",
    "I’d like to speak with someone please",
    "İnsan",
    "İnsanla konuşmak istiyorum",
    "INSAN",
    "temsilci lütfen",
    "człowiek",
    "Chcę rozmawiać z człowiekiem",
    "chce rozmawiac z konsultantem",
    "Оператор!",
    "хочу поговорить с человеком",
    "נציג",
    "אני רוצה לדבר עם נציג",
    "Quero falar com um atendente",
    "falar com alguém, por favor",
    ...Object.values(TEXTS).map(({ humanChip }) => humanChip),
  ])("for %j", async (text) => expect(await say(text)).toEqual(["(handOver)"]));
});

describe("the shop asks before it calls a person", () => {
  it.each([
    "Somebody stole my parcel",
    "Someone",
    "The person at the door was rude",
    "My estate agent has the key",
    "I do not want to talk to a person",
    "I already talked to an agent",
    "Are you human?",
    "Ten człowiek był niemiły",
    "Bu insan kaba",
    "этот человек грубый",
    "O atendente foi rude",
  ])("for %j", async (text) => expect(await say(text)).toEqual([TEXTS.en.askPerson]));
});

describe("the shop understands words without their accents", () => {
  it.each([
    ["gdzie jest moje zamowienie", "pl", TEXTS.pl.askOrder],
    ["przesylka", "pl", TEXTS.pl.askOrder],
    ["siparisim nerede", "tr", TEXTS.tr.askOrder],
    ["SİPARİŞ", "tr", TEXTS.tr.askOrder],
    ["dziekuje", "pl", TEXTS.pl.welcome],
    ["turkce", "en", TEXTS.tr.languageChosen],
    ["Turkce", "pl", TEXTS.tr.languageChosen],
    ["portugues", "en", TEXTS.pt.languageChosen],
  ])("%j", async (text, locale, words) => expect(await say(text, locale)).toEqual([words]));

  it("such as a Brazilian's opening hours", async () => {
    const [words] = await say("Qual o horario?", "pt_BR");
    expect(words).toMatch(/^Old Town/);
  });
});

describe("the shop understands a chip that is typed later, or that typing cannot do", () => {
  it.each(Object.entries(TEXTS))("in %s", async (locale, { locationChip, mapChip, hoursChip }) => {
    for (const words of [locationChip, mapChip, hoursChip]) {
      const [said] = await say(words.toUpperCase(), locale);
      expect(said).toMatch(/^\u2068?Old Town[^\n]*\n[\s\S]*\n\n\u2068?Harbour/);
    }
  });

  it("and a branch by its name", async () => expect((await say("harbour!"))[0]).toMatch(/^Harbour/));
});

describe("the shop understands a number", () => {
  const packed = "Order 100001: 1 item is packed. We will send it soon.";

  it.each(["100001", "１００００１", "١٠٠٠٠١", "100 001", "#100 001", "where is my order 100 001?", "order 100-001"])(
    "in %j",
    async (text) => expect(await say(text)).toEqual([packed]),
  );

  it("in groups among other words only where it may be an order's", async () => {
    expect(await say("It has 100 001 pieces")).toEqual([TEXTS.en.help]);
  });
});
