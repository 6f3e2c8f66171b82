import { describe, expect, it } from "vitest";
import { chipsOf } from "../../../shared/bot/offered-chips.ts";
import { route, routes } from "../../../shared/bot/routes.ts";
import { card, carousel, text } from "../../../shared/reply/reply.ts";
import { openUrl, requestLiveAgent, suggestReply } from "../../../shared/reply/suggestion.ts";
import { aTurn, wordsOf } from "../../support/bot-turn.ts";

const chip = (words: string, postback: string) => suggestReply({ text: words, postback });
const OFFERED = [
  chip("Stare Miasto, Kraków", "branch:1"),
  chip("Harbour", "branch:2"),
  chip("A+", "plus"),
  chip("A-", "minus"),
  chip("Choose", "hat:1"),
  chip("Choose", "hat:2"),
  chip("👍", "yes"),
  chip("Nobody's", "nobody"),
];

/** What a bot says that repeats the postbacks it knows, when those words are typed. */
async function hears(words: string, chips = OFFERED): Promise<readonly string[]> {
  const answer = routes(
    [
      route({ postback: /^(branch:\d|plus|minus|hat:\d|yes)$/ }, (turn, [postback]) => [
        text(`${turn.content.type} ${postback}`),
      ]),
      route({ text: /nobody/i }, () => [text("typed")]),
    ],
    () => [text("help")],
  );
  return wordsOf(answer(aTurn({ text: words, chips })));
}

describe("routes() takes the words of a chip for a tap", () => {
  it.each([
    ["Harbour", "suggestion branch:2"],
    [" harbour! ", "suggestion branch:2"],
    ["stare miasto krakow", "suggestion branch:1"],
    ["A+", "suggestion plus"],
    ["a-", "suggestion minus"],
    ["👍", "suggestion yes"],
  ])("in %j", async (words, said) => expect(await hears(words)).toEqual([said]));

  it.each([
    ["which only begin so", "Harbour street"],
    ["which two chips have that mean different things", "Choose"],
    ["which could be either", "A"],
    ["which no chip has", "Old Town"],
    ["which are none", "…"],
  ])("but not words %s", async (_case, words) => expect(await hears(words)).toEqual(["help"]));

  it("and for what they are where no route is for the tap", async () => {
    expect(await hears("nobody's")).toEqual(["typed"]);
  });

  it("and for what they are where nothing is offered", async () => {
    expect(await hears("Harbour", [])).toEqual(["help"]);
  });
});

describe("routes() takes a typed yes or no for a tap on the chip that says so", () => {
  const asked = [chip("Yes, cancel it", "yes"), chip("No", "minus"), chip("Harbour", "branch:2")];

  it.each([
    ["yes", "suggestion yes"],
    ["Yeah!", "suggestion yes"],
    ["ok", "suggestion yes"],
    ["tak", "suggestion yes"],
    ["nope", "suggestion minus"],
    ["no, thanks", "suggestion minus"],
  ])("%j", async (words, said) => expect(await hears(words, asked)).toEqual([said]));

  it.each([
    ["yes", [chip("Harbour", "branch:2")]],
    ["yes", [chip("Yes, one", "hat:1"), chip("Yes, two", "hat:2")]],
    ["no", [chip("No idea", "minus")]],
  ])("but not %j where no chip says it, or more than one", async (words, chips) => {
    expect(await hears(words, chips)).toEqual(["help"]);
  });
});

describe("chipsOf()", () => {
  const [one, two, three] = [chip("One", "1"), chip("Two", "2"), chip("Three", "3")];

  it("finds them under messages and in cards", () => {
    const replies = [
      text("Hi", { suggestions: [one] }),
      card({ title: "Hat", suggestions: [two] }),
      carousel([{ title: "Hat", suggestions: [three] }, { title: "Cap" }], {
        suggestions: [requestLiveAgent({ text: "A person", postback: "human" })],
      }),
    ];
    expect(chipsOf(replies).map(({ postback }) => postback)).toEqual(["1", "2", "3", "human"]);
  });

  it("leaves out what typing cannot do", () => {
    const page = openUrl({ text: "Look", postback: "look", url: "https://example.com" });
    expect(chipsOf([text("Hi", { suggestions: [page, one] })])).toEqual([{ text: "One", postback: "1" }]);
  });

  it("keeps at most 10 KB of them", () => {
    const chips = Array.from({ length: 11 }, (_, n) => chip(`${n}`, "p".repeat(2000)));
    expect(chipsOf([text("Hi", { suggestions: chips })])).toHaveLength(4);
  });
});
