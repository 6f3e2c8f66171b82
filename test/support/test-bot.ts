import { SettingsError } from "../../shared/base/errors.ts";
import type { Answer, Bot, ReadSetting, Turn } from "../../shared/bot/bot.ts";
import { text } from "../../shared/reply/reply.ts";
import { requestLiveAgent } from "../../shared/reply/suggestion.ts";
import { botOf, wordsOf } from "./bots.ts";

/** The settings of the test bot, and a value of each. */
export const TEST_BOT_SETTINGS = { GREETING: "The test bot read", CHIP: "Talk to a person" } as const;

/**
 * The bot that the whole system is tested with in place of `bot/bot.ts`, which is the adopter's: it answers everything once,
 * but a survey, and its people are always there.
 */
export function openBot(read: ReadSetting = () => undefined): Bot {
  const { GREETING: greeting, CHIP: chip } = TEST_BOT_SETTINGS;
  return botOf(answer({ greeting: readGreeting(read) ?? greeting, chip: read("CHIP") ?? chip }));
}

function readGreeting(read: ReadSetting): string | undefined {
  const greeting = read("GREETING");
  if (greeting === undefined || greeting.length <= 100) return greeting;
  throw new SettingsError("Cannot read GREETING: expected at most 100 characters");
}

function answer({ greeting, chip }: { readonly greeting: string; readonly chip: string }): Bot["answer"] {
  return (turn: Turn): readonly Answer[] => {
    if (turn.content.type === "survey") return [];
    const suggestions = [requestLiveAgent({ text: chip, postback: "human" })];
    return [text(`${greeting}: ${wordsOf(turn)}`, { suggestions })];
  };
}
