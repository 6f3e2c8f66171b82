import type { Answer, Recipient } from "../../shared/bot/bot.ts";
import { text } from "../../shared/reply/reply.ts";
import { requestLiveAgent, type Suggestion, suggestReply } from "../../shared/reply/suggestion.ts";
import { say } from "./languages.ts";

/** What the user can ask for. */
export function menu(to: Recipient): readonly Suggestion[] {
  return [
    suggestReply({ text: say(to, "hoursChip"), postback: "hours" }),
    suggestReply({ text: say(to, "orderChip"), postback: "order" }),
    humanChip(to),
    suggestReply({ text: say(to, "languageChip"), postback: "language" }),
  ];
}

/** Offers a person. */
export function humanChip(to: Recipient): Suggestion {
  return requestLiveAgent({ text: say(to, "humanChip"), postback: "human" });
}

/** Says yes to a question. Who types it, in whatever words, is understood too. */
export function yesChip(to: Recipient, postback: string): Suggestion {
  return suggestReply({ text: say(to, "yesChip"), postback });
}

/** Says no to a question, and then hears what the bot can do. */
export function noChip(to: Recipient): Suggestion {
  return suggestReply({ text: say(to, "noChip"), postback: "help" });
}

/** Says what the bot can do. */
export function help(to: Recipient): readonly Answer[] {
  return [text(say(to, "help"), { suggestions: menu(to) })];
}
