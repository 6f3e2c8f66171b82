import { describe, expect, it } from "vitest";
import type { Turn } from "../../shared/bot/bot.ts";
import { CONSENT_WORDS } from "../../shared/bot/consent-words.ts";
import { consentReader } from "../../shared/bot/read-consent.ts";
import { offerSubscribe, offerUnsubscribe, subscribe, unsubscribe } from "../../shared/reply/consent.ts";
import { text } from "../../shared/reply/reply.ts";
import { suggestReply } from "../../shared/reply/suggestion.ts";
import { bot, botOf, echo, wordsOf } from "../support/bots.ts";
import { openScene, type Scene, shownLines } from "../support/scene.ts";

const CONFIRMED = "(unsubscribed)";
const WELCOME = "(subscribed)";
const OFFER = { reply: "Great offers", trafficType: "PROMOTION" };
const US = "+1212555";

/** What a user sees who says this, and what comes of an offer then. */
async function saysThenOffered(scene: Scene, words: string, prefix?: string) {
  const ada = scene.rcs(prefix);
  await ada.says(words);
  await scene.untilIdle();
  await scene.asks(ada, OFFER);
  await scene.untilIdle();
  return shownLines(ada);
}

describe("a word that is the whole text opts out of RCS", () => {
  it.each([
    ["Stop."],
    ["Stop!"],
    ["parar."],
    ["“STOP” 🙏🏽"],
    [`stop ${"🙏".repeat(60)}`],
    ["\uFEFFst\u200Bop\uFE0F"],
    ["ＳＴＯＰ"],
    ["STOP ALL"],
    ["stopall"],
    ["UNSUBSCRIBE"],
    ["QUIT"],
    ["Opt-out"],
    ["Revoke"],
    ["Please stop"],
    ["stop, thanks"],
    ["Stop please. Thank you!"],
    ["Arrêt, s'il vous plaît"],
    ["ARRET"],
    ["הסר"],
    ["СТОП"],
    ["CANCEL", US],
    ["End.", US],
    ["ret", "+90530"],
  ])("%j", async (words, prefix?: string) => {
    await using scene = await openScene({ bot: botOf(echo) });
    expect(await saysThenOffered(scene, words, prefix)).toEqual([CONFIRMED]);
  });

  it.each([
    ["stop it"],
    ["Don't stop"],
    ["When does the sale stop?"],
    ["I want to unsubscribe my colleague, not me"],
    ["please"],
    ["🛑"],
    ["CANCEL"],
    ["end"],
    ["ret"],
    ["Cancel my order", US],
  ])("and %j does not", async (words, prefix?: string) => {
    await using scene = await openScene({ bot: botOf(echo) });
    expect(await saysThenOffered(scene, words, prefix)).toEqual([`bot: ${words}`, "Great offers"]);
  });

  it("chosen by the bot's own lists", async () => {
    const readConsent = consentReader([
      ...CONSENT_WORDS.filter(({ language }) => language !== "fr"),
      { language: "de", stop: ["keine Werbung"], source: "https://example.com" },
    ]);
    await using scene = await openScene({ bot: { ...botOf(echo), readConsent } });
    const own = await saysThenOffered(scene, "Bitte keine Werbung!");
    const others = await saysThenOffered(scene, "Arrêt");
    expect([own, others]).toEqual([[CONFIRMED], ["bot: Arrêt", "Great offers"]]);
  });
});

describe("a chip that is tapped", () => {
  it.each([
    { text: "STOP", postback: "STOP" },
    { text: "No more offers", postback: "stop" },
    { text: "Stop", postback: "offers:none" },
    offerUnsubscribe("Keine Werbung mehr"),
  ])("opts out like the word: %j", async (chip) => {
    await using scene = await openScene({ bot: botOf(echo) });
    const ada = scene.rcs();
    await scene.asks(ada, { ...OFFER, reply: { ...text("Great offers"), suggestions: [suggestReply(chip)] } });
    await ada.sees(1);
    await ada.taps(chip.text);
    await scene.untilIdle();
    await scene.asks(ada, OFFER);
    await scene.untilIdle();
    expect(shownLines(ada)).toEqual(["Great offers", CONFIRMED]);
  });

  it.each([
    ["rcs", offerUnsubscribe("Keine Werbung mehr"), "keine werbung mehr."],
    ["rcs", { text: "No more offers", postback: "stop" }, "No more offers"],
    ["rcs", offerUnsubscribe("No, thanks"), "no"],
    ["business-messages", offerUnsubscribe("No more"), "no more"],
  ] as const)("opts out when its words are typed: on %s, %j, %j", async (channel, chip, typed) => {
    const suggestions = [suggestReply(chip), suggestReply({ text: "Order", postback: "order" })];
    const answer = ({ content }: Turn) =>
      content.type === "text" && content.text === "hi" ? [text("Rolls today!", { suggestions })] : [text("?")];
    await using scene = await openScene({ bot: botOf(answer) });
    const ada = scene.user(channel);
    await ada.says("hi");
    await ada.sees(1);
    await ada.says(typed);
    await scene.untilIdle();
    await scene.asks(ada, OFFER);
    await scene.untilIdle();
    expect(shownLines(ada)).toEqual(["Rolls today!", CONFIRMED]);
  });

  it("opts nobody out by its words when newer messages offer something else", async () => {
    const answer = ({ content }: Turn) =>
      content.type === "text" && content.text === "hi"
        ? [text("Rolls today!", { suggestions: [offerUnsubscribe("No, thanks")] })]
        : [text("With butter?")];
    await using scene = await openScene({ bot: botOf(answer) });
    const ada = scene.rcs();
    for (const line of ["hi", "two rolls", "no"]) {
      await ada.says(line);
      await scene.untilIdle();
    }
    expect(shownLines(ada)).toEqual(["Rolls today!", "With butter?", "With butter?"]);
  });

  it("is the bot's own where only one country has such a word", async () => {
    await using scene = await openScene({ bot: botOf(echo) });
    const ada = scene.rcs(US);
    const suggestions = [suggestReply({ text: "Cancel", postback: "cancel" })];
    await scene.asks(ada, { reply: { ...text("Keep your order?"), suggestions } });
    await ada.sees(1);
    await ada.taps("Cancel");
    await scene.untilIdle();
    expect(shownLines(ada)).toEqual(["Keep your order?", "bot: cancel"]);
  });

  it("opts out of Business Messages, too, and back in, when it is one of ours", async () => {
    const suggestions = [offerUnsubscribe("No more"), offerSubscribe("More")];
    await using scene = await openScene({ bot: botOf(() => [text("Hello", { suggestions })]) });
    const maya = scene.businessMessages();
    await maya.says("hi");
    await maya.sees(1);
    await maya.taps("No more");
    await scene.untilIdle();
    await scene.asks(maya, { reply: "Great offers" });
    await scene.untilIdle();
    await maya.says("hi again");
    await scene.untilIdle();
    await maya.taps("More");
    await scene.untilIdle();
    expect(shownLines(maya)).toEqual(["Hello", CONFIRMED, "(still-unsubscribed)", "Hello", WELCOME]);
  });
});

describe("a bot that understands what its user wants", () => {
  const answer: typeof echo = (turn) => {
    const words = wordsOf(turn);
    if (words === "no more ads") return [bot("of course"), unsubscribe()];
    return words === "ads again" ? [subscribe(), bot("with pleasure")] : echo(turn);
  };
  async function* stream(turn: Parameters<typeof answer>[0]) {
    yield* answer(turn);
  }

  it.each([
    ["at once", answer],
    ["one by one", stream],
  ])("ends consent and begins it again by its answers, given %s", async (_how, answers) => {
    await using scene = await openScene({ bot: botOf(answers) });
    const ada = scene.rcs();
    await ada.says("no more ads");
    await scene.untilIdle();
    await scene.asks(ada, OFFER);
    await scene.untilIdle();
    await ada.says("ads again");
    await scene.untilIdle();
    await scene.asks(ada, OFFER);
    await scene.untilIdle();
    const [agreed, confirmed, , welcome, last, offer] = shownLines(ada);
    expect([agreed, confirmed, welcome, last, offer]).toEqual([
      "bot: of course",
      CONFIRMED,
      WELCOME,
      "bot: with pleasure",
      "Great offers",
    ]);
  });
});
