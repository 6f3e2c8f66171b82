import { describe, expect, it } from "vitest";
import type { AgentId } from "../../../shared/base/ids.ts";
import { weeklyHours } from "../../../shared/bot/hours.ts";
import type { Notice } from "../../../shared/bot/people.ts";
import { aTurn } from "../../../test/support/bot-turn.ts";
import { BRANCHES } from "../branches.ts";
import { TEXTS } from "../languages.ts";
import { DESKS, people, sayNotice } from "../people.ts";

const speaker = { type: "human", displayName: "Ana" } as const;
const OPENS = new Date("2026-11-30T07:00:00Z");
const NOTICES: readonly Notice[] = [
  { type: "waiting" },
  { type: "closed" },
  { type: "closed", opens: OPENS },
  { type: "joined", speaker },
  { type: "left", speaker },
  { type: "nobody-came" },
  { type: "person-silent" },
  { type: "unsubscribed" },
];

const wordsAt = (notice: Notice, given: Parameters<typeof aTurn>[0]) =>
  sayNotice(notice, aTurn(given)).map((reply) => (reply.type === "text" ? reply.text : reply.type));

describe("sayNotice()", () => {
  it.each(Object.keys(TEXTS))("has words of its own for every notice in %s", (locale) => {
    const words = NOTICES.flatMap((notice) => wordsAt(notice, { locale }));
    expect(new Set(words).size).toBe(NOTICES.length);
  });

  it.each([
    ["en-GB", "I am sorry, nobody is here right now. We are back: Monday 30 November at 8:00."],
    ["pl", "Przepraszam, teraz nikogo nie ma. Wracamy: poniedziałek, 30 listopada 8:00."],
    ["ru", "Извините, сейчас никого нет. Мы вернёмся: понедельник, 30 ноября в 8:00."],
    ["he", "מצטער, אין כאן אף אחד כרגע. נחזור: \u2068יום שני, 30 בנובמבר בשעה 8:00\u2069."],
    ["tr", "Üzgünüm, şu anda burada kimse yok. Dönüş: 30 Kasım Pazartesi 8:00."],
    ["pt", "Desculpe, não há ninguém aqui agora. Voltamos: segunda-feira, 30 de novembro às 8:00."],
  ])("says in %s when somebody is back, by the clocks of the desk", (locale, words) => {
    expect(wordsAt({ type: "closed", opens: OPENS }, { locale })).toEqual([words]);
  });

  it("says it by the clocks of the branch that the user chose", () => {
    const memory = { branch: "ChIJN1t_tDeuEmsRUsoyG83frY4" };
    expect(wordsAt({ type: "closed", opens: OPENS }, { locale: "en-GB", memory })).toEqual([
      "I am sorry, nobody is here right now. We are back: Monday 30 November at 7:00.",
    ]);
  });
});

describe("people.hours()", () => {
  it("knows when the desk of any agent is back", () => {
    const sunday = new Date("2026-11-29T12:00:00Z");
    expect(people.hours("my_agent" as AgentId, sunday)).toEqual({ isOpen: false, opens: OPENS });
  });
});

describe("weeklyHours()", () => {
  const weeks = { ...DESKS, ...Object.fromEntries(BRANCHES.map(({ name, week }) => [name, week])) };

  it.each(Object.keys(weeks))("can be asked about %s", (name) => {
    expect(weeklyHours(weeks[name] ?? DESKS["*"])(OPENS)).toHaveProperty("isOpen");
  });
});
