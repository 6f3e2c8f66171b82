import type { Answer, Bot, Turn } from "../../shared/bot/bot.ts";
import type { Card } from "../../shared/reply/card.ts";
import { card, carousel, type Reply, text } from "../../shared/reply/reply.ts";
import {
  authenticate,
  dial,
  openUrl,
  requestLiveAgent,
  shareLocation,
  suggestReply,
} from "../../shared/reply/suggestion.ts";
import { botOf, wordsOf } from "../support/bots.ts";

const GIF = { url: "https://example.com/cake.gif", type: "url", height: "tall", altText: "A cake" } as const;
const BUTTONS = [
  openUrl({ text: "Order it", postback: "order", url: "https://example.com/order" }),
  suggestReply({ text: "Another", postback: "another" }),
] as const;
const ACTIONS = [
  openUrl({ text: "Website", postback: "web", url: "https://example.com" }),
  dial({ text: "Call us", postback: "call", phone: "+442079460000" }),
  shareLocation({ text: "I am here", postback: "here" }),
] as const;

/** A card whose button has the same words as that of each other card. */
function order(title: string): Card {
  return { title, suggestions: [suggestReply({ text: "Order", postback: `order ${title}` })] };
}

/** What the bot shows by the word that it is asked for; anything else it repeats. */
const SHOWN: Readonly<Record<string, () => Reply>> = {
  chips: () =>
    text("Choose", {
      suggestions: [
        suggestReply({ text: "Tea", postback: "tea" }),
        suggestReply({ text: "Coffee", postback: "coffee" }),
      ],
    }),
  actions: () => text("Do", { suggestions: ACTIONS }),
  card: () => card({ title: "A cake", description: "Round", media: GIF, suggestions: BUTTONS }),
  menu: () => carousel([order("Tea"), order("Coffee")]),
  carousel: () => carousel([{ title: "One" }, { title: "Two" }, { title: "Three" }]),
  help: () => text("Shall I?", { suggestions: [requestLiveAgent({ text: "A person, please", postback: "person" })] }),
  "sign in": () =>
    text("Sign in", {
      suggestions: [authenticate({ clientId: "id", codeChallenge: "a".repeat(43), scopes: ["email"] })],
    }),
};

/** A bot that shows every kind of message. On `person` it hands over. */
export const SHOWING_BOT: Bot = botOf(answer);

function answer(turn: Turn): readonly Answer[] {
  const words = wordsOf(turn);
  if (words === "person") return [{ type: "handOver", note: "Wants a refund" }];
  if (words === "survey") return [{ type: "survey" }];
  return [SHOWN[words]?.() ?? text(`You said: ${words}`)];
}
