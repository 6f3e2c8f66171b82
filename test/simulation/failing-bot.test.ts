import { describe, expect, it } from "vitest";
import type { Bot } from "../../shared/bot/bot.ts";
import { text } from "../../shared/reply/reply.ts";
import { offerPerson, PERSON_POSTBACK } from "../../shared/reply/suggestion.ts";
import { bubblesOf } from "../../simulator/phones/bubble.ts";
import type { UserAddress } from "../support/user-address.ts";
import { DAY, HOUR, MINUTE, SECOND } from "./durations.ts";
import { ANN, BEN, countingBot, openScript, SEEDS, writes } from "./script-bench.ts";
import type { StoryAct } from "./story-act.ts";

describe.each(SEEDS)("a bot that works for 23 s and then fails once, in world %i,", (seed) => {
  it.each([
    ["Pub/Sub counts attempts", true],
    ["Pub/Sub counts none", false],
  ])("is asked once more, and its answer comes after 33 s: %s", async (_case, hasAttempts) => {
    const { openBot, asked } = countingBot(async (_turn, times, { sleep }) => {
      if (times > 1) return [text("re: slow 1")];
      await sleep(23 * SECOND);
      throw new Error("The bot is broken");
    });
    const { at, until, shownAt, deadLetters, broken } = openScript({ seed, openBot, hasAttempts });
    at(0, writes(ANN, "slow 1"));
    await until(HOUR);
    expect(asked()).toBe(2);
    expect(shownAt("re: slow 1")).toBeGreaterThan(33 * SECOND);
    // Two cold starts may come before.
    expect(shownAt("re: slow 1")).toBeLessThan(39 * SECOND);
    expect([deadLetters(), await broken()]).toEqual([[], []]);
  });
});

const APOLOGY = "Przepraszam, coś poszło nie tak.";
const OFFER = "Porozmawiaj z człowiekiem";
const ASKED_AT = MINUTE;

describe.each(SEEDS)("a bot that fails for ever, in world %i,", (seed) => {
  /** It has answered once, and remembers that the user wants Polish; Business Messages tells so by itself. */
  const failing = (user: UserAddress) => {
    const { openBot, asked } = countingBot((turn, times) => {
      if (times > 1) throw new Error("The bot is broken");
      if (user.channel === "rcs") turn.remember({ language: "pl" });
      return [text("re: quick 1")];
    });
    const sayNotice: Bot["sayNotice"] = ({ type }, { locale, memory }) => {
      const isPolish = (memory.language ?? locale) === "pl";
      if (type !== "failed" || !isPolish) return [text(`(${type})`)];
      return [text(APOLOGY, { suggestions: [offerPerson(OFFER)] })];
    };
    const script = openScript({ seed, openBot: (of) => ({ ...openBot(of), sayNotice }) });
    script.at(0, { do: "set-phone", user, profile: { locale: "pl" } });
    script.at(SECOND, writes(user, "quick 1"));
    script.at(ASKED_AT, writes(user, "quick 2"));
    return { ...script, asked };
  };

  const USERS: readonly (readonly [string, UserAddress, string, StoryAct])[] = [
    ["RCS", ANN, OFFER, { do: "tap", user: ANN, text: OFFER, postback: PERSON_POSTBACK, id: "Mx-tap" }],
    // The phone puts this chip into words by itself.
    ["Business Messages", BEN, "liveAgentRequest", { do: "ask-person", user: BEN }],
  ];

  it.each(USERS)("is asked five times, then says sorry on %s in the user's language", async (_channel, user, offer) => {
    const { world, until, asked, deadLetters } = failing(user);
    await until(HOUR);
    expect(bubblesOf(world.phone(user)).slice(1)).toMatchObject([{ text: APOLOGY, suggestions: [offer] }]);
    expect(asked()).toBe(1 + 5);
    expect(deadLetters()).toEqual(["message: failed-too-often"]);
  });

  it.each(USERS)("says sorry once on %s, however often its message is redriven", async (_channel, user) => {
    const { at, until, shownTo, deadLetters } = failing(user);
    at(HOUR, { do: "redrive", kind: "message" });
    at(2 * HOUR, { do: "redrive", kind: "message" });
    await until(3 * HOUR);
    expect(shownTo(user)).toEqual(["re: quick 1", APOLOGY]);
    expect(deadLetters()).toHaveLength(3);
  });

  it.each(USERS)("calls a person on %s when the user taps the offer", async (_channel, user, _offer, tap) => {
    const { at, until, shownTo, desk } = failing(user);
    at(10 * MINUTE, tap);
    await until(11 * MINUTE);
    expect(shownTo(user)).toEqual(["re: quick 1", APOLOGY, "(waiting)"]);
    expect(desk(user)).toMatchObject([{ type: "waiting" }]);
  });
});

describe.each(SEEDS)("a bot that fails for ever and has no words for it, in world %i,", (seed) => {
  const speechless = () => {
    const { openBot, asked } = countingBot(() => {
      throw new Error("The bot is broken");
    });
    const sayNotice: Bot["sayNotice"] = ({ type }) => {
      if (type === "failed") throw new Error("There are no such words");
      return [text(`(${type})`)];
    };
    const script = openScript({ seed, openBot: (of) => ({ ...openBot(of), sayNotice }) });
    script.at(0, writes(ANN, "quick 1"));
    return { ...script, asked };
  };

  it("is asked five times, says sorry in English, and its message is a dead letter with its reason", async () => {
    const { until, asked, deadLetters, seen, shownTo } = speechless();
    await until(DAY);
    expect([asked(), deadLetters()]).toEqual([5, ["message: failed-too-often"]]);
    expect(shownTo(ANN)).toEqual([expect.stringMatching(/^I am sorry, something went wrong/)]);
    expect(seen("logged").filter(({ event }) => event === "notice_failed")).toHaveLength(1);
  });

  it("holds back what the user writes next for minutes only", async () => {
    const { at, until, desk } = speechless();
    at(MINUTE, { do: "tap", user: ANN, text: OFFER, postback: PERSON_POSTBACK, id: "Mx-tap" });
    await until(10 * MINUTE);
    expect(desk(ANN)).toContainEqual(expect.objectContaining({ type: "waiting" }));
  });
});
