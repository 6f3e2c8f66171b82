import { describe, expect, it } from "vitest";
import type { Channel } from "../../shared/base/ids.ts";
import type { SoFar } from "../../shared/conversation/so-far.ts";
import { text } from "../../shared/reply/reply.ts";
import { offerPerson, requestLiveAgent } from "../../shared/reply/suggestion.ts";
import { botOf, echo, PEOPLE, wordsOf } from "../support/bots.ts";
import { openScene, type Scene, shownLines, waitForLines } from "../support/scene.ts";

const CHANNELS: readonly Channel[] = ["rcs", "business-messages"];
const OPENS = new Date("2027-01-04T08:00:00Z");

describe.each(CHANNELS)("handing over on %s", (channel) => {
  it("goes from the bot to a person and back, and tells everybody", async () => {
    await using scene = await openScene({ bot: botOf(echo) });
    const [ada, zoe] = [scene.user(channel), scene.person("Zoe")];
    await ada.says("hello");
    await ada.says("person");
    await ada.says("anyone?");
    await scene.untilIdle();
    await zoe.says(ada, "Zoe: hi");
    await ada.sees(4);
    await ada.says("thanks");
    await scene.untilIdle();
    await zoe.leaves(ada);
    await ada.sees(5);
    await ada.says("bye");
    expect(await waitForLines(ada, 6)).toEqual([
      "bot: hello",
      "(waiting)",
      "(joined Zoe)",
      "Zoe: hi",
      "(left Zoe)",
      "bot: bye",
    ]);
    await scene.hears(ada, ["waiting", "said anyone?", "joined", "said thanks", "ended left"]);
  });

  it("tells the person why they are called, and what was said before", async () => {
    const answer: typeof echo = (turn) =>
      wordsOf(turn) === "person"
        ? [text("One moment"), { type: "handOver", note: "Wants a refund of 120" }]
        : echo(turn);
    await using scene = await openScene({ bot: botOf(answer) });
    const [ada, zoe] = [scene.user(channel), scene.person("Zoe")];
    await ada.says("hello");
    await ada.sees(1);
    await scene.untilIdle();
    await ada.says("person");
    await ada.sees(3);
    await scene.untilIdle();
    await zoe.joins(ada);
    await scene.hears(ada, ["waiting", "joined"]);
    const [called, joined] = scene.told(ada);
    const said = ["user: hello", "business: bot: hello", "user: person", "business: One moment"];
    expect(called).toMatchObject({ news: { why: "bot", note: "Wants a refund of 120" }, soFar: { isWhole: true } });
    expect([called, joined].map(linesOf)).toEqual([said, [...said, "business: (waiting)"]]);
  });

  it("tells the person that the user asked for one", async () => {
    const answer: typeof echo = () => [text("I have failed", { suggestions: [offerPerson("Talk to a person")] })];
    await using scene = await openScene({ bot: botOf(answer) });
    const ada = scene.user(channel);
    await ada.says("hello");
    await ada.sees(1);
    await ada.taps(1);
    await scene.hears(ada, ["waiting"]);
    expect(scene.told(ada)).toMatchObject([{ news: { why: "user" } }]);
  });

  it("takes a tap on the suggestion of a person", async () => {
    const offer = requestLiveAgent({ text: "A person", postback: "person" });
    const answer: typeof echo = (turn) =>
      wordsOf(turn) === "hello" ? [text("Whom do you want?", { suggestions: [offer] })] : echo(turn);
    await using scene = await openScene({ bot: botOf(answer) });
    const ada = scene.user(channel);
    await ada.says("hello");
    await ada.sees(1);
    await ada.taps(1);
    expect(await waitForLines(ada, 2)).toEqual(["Whom do you want?", "(waiting)"]);
  });

  it("says when a person is there, where none is now, and keeps the bot", async () => {
    const people = { ...PEOPLE, hours: () => ({ isOpen: false, opens: OPENS }) as const };
    await using scene = await openScene({ bot: botOf(echo, people) });
    const ada = scene.user(channel);
    await ada.says("person");
    await ada.says("hello");
    expect(await waitForLines(ada, 2)).toEqual([`(closed until ${OPENS.toISOString()})`, "bot: hello"]);
    expect(scene.news(ada)).toEqual([]);
  });

  it("sends what the bot said before and after it asked for a person", async () => {
    const answer = () => [text("One moment"), { type: "handOver" }, text("It may take a while")] as const;
    await using scene = await openScene({ bot: botOf(answer) });
    const ada = scene.user(channel);
    await ada.says("hello");
    expect(await waitForLines(ada, 3)).toEqual(["One moment", "(waiting)", "It may take a while"]);
  });

  it("lets one person take over from another", async () => {
    await using scene = await openScene({ bot: botOf(echo) });
    const [ada, zoe, max] = [scene.user(channel), scene.person("Zoe"), scene.person("Max")];
    await zoe.joins(ada);
    await zoe.says(ada, "Zoe: hi");
    await max.says(ada, "Max: hi");
    expect(await waitForLines(ada, 4)).toEqual(["(joined Zoe)", "Zoe: hi", "(joined Max)", "Max: hi"]);
  });

  it("sends a person's line once, however often it is requested", async () => {
    await using scene = await openScene({ bot: botOf(echo) });
    const [ada, zoe] = [scene.user(channel), scene.person("Zoe")];
    for (const words of ["Zoe: hi", "Zoe: hi", "Zoe: hi"]) await zoe.says(ada, words, "line-1");
    await zoe.says(ada, "Zoe: bye");
    expect(await waitForLines(ada, 3)).toEqual(["(joined Zoe)", "Zoe: hi", "Zoe: bye"]);
  });

  it("does nothing when a person leaves who had not joined", async () => {
    await using scene = await openScene({ bot: botOf(echo) });
    const ada = scene.user(channel);
    await scene.person("Zoe").leaves(ada);
    await scene.untilIdle();
    expect([...shownLines(ada), ...scene.news(ada)]).toEqual([]);
  });
});

describe("requestedLiveAgent", () => {
  it("is answered every time", async () => {
    await using scene = await openScene({ bot: botOf(echo) });
    const [maya, zoe] = [scene.businessMessages(), scene.person("Zoe")];
    await maya.asksForPerson();
    await maya.sees(1);
    await maya.asksForPerson();
    await maya.sees(2);
    await zoe.joins(maya);
    await maya.sees(3);
    await maya.asksForPerson();
    expect(await waitForLines(maya, 4)).toEqual(["(waiting)", "(waiting)", "(joined Zoe)", "(joined Zoe)"]);
    await scene.hears(maya, ["waiting", "joined"]);
  });

  it("is answered by a bot without people, too", async () => {
    const { people: _nobody, ...bot } = botOf(echo);
    await using scene = await openScene({ bot });
    const maya = scene.businessMessages();
    await maya.asksForPerson();
    expect(await waitForLines(maya, 1)).toEqual(["(closed)"]);
  });

  it("may be withdrawn: then the bot answers again", async () => {
    await using scene = await openScene({ bot: botOf(echo) });
    const maya = scene.businessMessages();
    await maya.asksForPerson();
    await maya.sees(1);
    await maya.asksForPerson(false);
    await scene.hears(maya, ["waiting", "ended withdrawn"]);
    await maya.says("hello");
    expect(await waitForLines(maya, 2)).toEqual(["(waiting)", "bot: hello"]);
  });

  it("cannot be withdrawn after a person has joined", async () => {
    await using scene = await openScene({ bot: botOf(echo) });
    const [maya, zoe] = [scene.businessMessages(), scene.person("Zoe")];
    await zoe.joins(maya);
    await maya.sees(1);
    await maya.asksForPerson(false);
    await maya.says("hello");
    await scene.untilIdle();
    expect(shownLines(maya)).toEqual(["(joined Zoe)"]);
  });

  it("names the person who joins and leaves", async () => {
    await using scene = await openScene({ bot: botOf(echo) });
    const [maya, zoe] = [scene.businessMessages(), scene.person("Zoe")];
    await zoe.says(maya, "hi");
    await zoe.leaves(maya);
    await maya.sees(3);
    await maya.says("hello");
    const human = { type: "HUMAN", displayName: "Zoe" };
    expect(await maya.sees(4)).toEqual([
      { type: "joined", from: human },
      { type: "message", text: "hi", from: human },
      { type: "left", from: human },
      { type: "message", text: "bot: hello", from: { type: "BOT", displayName: "Robin" } },
    ]);
  });
});

function linesOf(told: ReturnType<Scene["told"]>[number] | undefined): readonly string[] {
  return told?.soFar?.lines.map(lineOf) ?? [];
}

function lineOf(line: SoFar["lines"][number]): string {
  const said = "content" in line ? line.content : "reply" in line ? line.reply : undefined;
  return `${line.by}: ${said?.type === "text" ? said.text : said?.type}`;
}
