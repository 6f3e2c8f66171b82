import type { Answer, Turn } from "../../shared/bot/bot.ts";
import { numberIn } from "../../shared/bot/number-in.ts";
import { route } from "../../shared/bot/routes.ts";
import { text } from "../../shared/reply/reply.ts";
import { chip, say } from "./languages.ts";
import { humanChip, menu } from "./menu.ts";
import type { Found, Order, Orders } from "./orders.ts";
import { dayName } from "./times.ts";
import { WORDS } from "./words.ts";

/** How many an order's number has. */
const DIGITS = 6;

/** Says where an order is: at once where its number is told, or after having asked for it. */
export function orderRoutes(orders: Orders) {
  return [
    route({ text: WORDS.orderNumber }, (turn, [id = ""]) => answerOrder(turn, id, orders)),
    // In groups a number may be anything: it counts where it was asked for, is all that is said, or the text is about an order.
    route(
      [
        { text: hasNumber, when: ({ memory }) => memory.asked === "order" },
        { text: WORDS.groupedNumber, when: tellsNumber },
        { text: WORDS.order, when: tellsNumber },
      ],
      (turn) => answerOrder(turn, numberIn(turn.content.text, DIGITS) ?? "", orders),
    ),
    route([{ text: WORDS.order }, { text: chip("orderChip") }, { postback: "order" }], (turn) => {
      turn.remember({ asked: "order" });
      return [text(say(turn, "askOrder"))];
    }),
  ];
}

function hasNumber(words: string): boolean {
  return numberIn(words, DIGITS) !== undefined;
}

function tellsNumber({ content }: Turn): boolean {
  return content.type === "text" && hasNumber(content.text);
}

/** Words that are no order number, when the bot has just asked for one: it says so once, and asks no more. */
export const noOrderRoute = route({ type: "text", when: ({ memory }) => memory.asked === "order" }, (turn) => {
  turn.remember({ asked: undefined });
  return [text(say(turn, "askOrderAgain"), { suggestions: [humanChip(turn)] })];
});

/** Thanks, once the bot was of use, ask for a survey; it is asked for once. */
export const thanksRoute = route({ text: WORDS.thanks }, (turn) => {
  const thanks = text(say(turn, "welcome"));
  if (turn.memory.survey !== "due") return [thanks];
  turn.remember({ survey: "asked" });
  return [thanks, { type: "survey" }];
});

/**
 * What is yielded leaves at once, so that nobody waits in silence. On a second try of the turn, as many answers as have left
 * are skipped: so which answers come, and in which order, must not depend on how long something took.
 */
async function* answerOrder(turn: Turn, id: string, orders: Orders): AsyncGenerator<Answer> {
  if (orders.isRemote) yield text(say(turn, "orderLooking", { number: id }));
  const found = await orders.find(id, turn.signal);
  turn.remember({ asked: undefined, ...(found.type === "found" ? { survey: turn.memory.survey ?? "due" } : {}) });
  yield text(foundText(turn, id, found), { suggestions: found.type === "found" ? menu(turn) : [humanChip(turn)] });
}

function foundText(turn: Turn, id: string, found: Found): string {
  switch (found.type) {
    case "found":
      return orderText(turn, id, found.order);
    case "unknown":
      return say(turn, "orderUnknown", { number: id });
    case "unavailable":
      return say(turn, "orderUnavailable");
  }
}

function orderText(turn: Turn, id: string, order: Order): string {
  const values = { number: id, count: order.count };
  switch (order.status) {
    case "packed":
      return say(turn, "orderPacked", values);
    case "sent":
      return say(turn, "orderSent", { ...values, day: dayName(turn, order.expected) });
    case "delivered":
      return say(turn, "orderDelivered", values);
  }
}
