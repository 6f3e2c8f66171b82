import type { Bot } from "../../shared/bot/bot.ts";
import { route, routes } from "../../shared/bot/routes.ts";
import { saysOnly } from "../../shared/bot/says-only.ts";
import { text } from "../../shared/reply/reply.ts";
import { requestLiveAgent, suggestReply } from "../../shared/reply/suggestion.ts";

const chips = [
  suggestReply({ text: "Opening hours", postback: "hours" }),
  requestLiveAgent({ text: "Talk to a person", postback: "human" }),
];

/** Plainly: `a person wrote me` calls nobody. */
const callsPerson = saysOnly({ wish: "person human", beside: "a please can I want to talk speak with" });

/** Who the bot is, and what it answers: the first route that matches, or else the last line. */
export function openBot(): Bot {
  return {
    persona: { displayName: "My bot" },
    answer: routes(
      [
        route([{ text: /open|hours/i }, { postback: "hours" }], () => [text("We are open from 8 to 18.")]),
        route([{ text: callsPerson }, { postback: "human" }], () => [{ type: "handOver" }]),
      ],
      () => [text("How can I help?", { suggestions: chips })],
    ),
  };
}
