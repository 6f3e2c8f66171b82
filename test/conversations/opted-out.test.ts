import { describe, expect, it } from "vitest";
import { offerUnsubscribe } from "../../shared/reply/consent.ts";
import { text } from "../../shared/reply/reply.ts";
import { offerPerson } from "../../shared/reply/suggestion.ts";
import { bot, botOf, echo } from "../support/bots.ts";
import { openScene, type Scene, shownLines } from "../support/scene.ts";

const CONFIRMED = "(unsubscribed)";
const WAY_BACK = "(still-unsubscribed)";

type Ada = ReturnType<Scene["rcs"]>;

/** The traffic types of what was sent, and why others were not. */
async function sentAs(scene: Scene, to: Ada) {
  const entries = await scene.entries(to);
  return entries.flatMap((entry) =>
    entry.type === "outgoing" ? [entry.failure ?? entry.reply?.trafficType ?? "none"] : [],
  );
}

async function says(scene: Scene, ada: Pick<Ada, "says">, ...lines: readonly string[]) {
  for (const line of lines) {
    await ada.says(line);
    await scene.untilIdle();
  }
}

describe("a user who has unsubscribed and asks something", () => {
  it("is answered as a service, and told once how to come back", async () => {
    await using scene = await openScene({ bot: botOf(echo) });
    const ada = scene.rcs();
    await says(scene, ada, "STOP", "hello", "and now?");
    expect(shownLines(ada)).toEqual([CONFIRMED, WAY_BACK, "bot: hello", "bot: and now?"]);
    expect(await sentAs(scene, ada)).toEqual(["ACKNOWLEDGEMENT", "SERVICEREQUEST", "SERVICEREQUEST", "SERVICEREQUEST"]);
  });

  it("is told again after leaving again", async () => {
    await using scene = await openScene({ bot: botOf(echo) });
    const ada = scene.rcs();
    await says(scene, ada, "STOP", "hello", "START", "STOP", "again");
    expect(shownLines(ada).filter((line) => line === WAY_BACK)).toHaveLength(2);
  });

  it("gets no promotion for an answer, nor from other systems", async () => {
    const offers = () => [bot("10:00 to 18:00"), text("Great offers", { trafficType: "PROMOTION" })];
    await using scene = await openScene({ bot: botOf(offers) });
    const ada = scene.rcs();
    await says(scene, ada, "STOP", "hours");
    await scene.asks(ada, { reply: "More offers", trafficType: "PROMOTION" });
    await scene.asks(ada, { reply: "Your parcel is on its way", trafficType: "TRANSACTION" });
    await scene.untilIdle();
    expect(shownLines(ada)).toEqual([CONFIRMED, WAY_BACK, "bot: 10:00 to 18:00"]);
    expect((await sentAs(scene, ada)).slice(-3)).toEqual(["opted-out", "opted-out", "opted-out"]);
  });

  it("is answered also by a stream", async () => {
    async function* stream(turn: Parameters<typeof echo>[0]) {
      yield* echo(turn);
      yield bot("more");
    }
    await using scene = await openScene({ bot: botOf(stream) });
    const ada = scene.rcs();
    await says(scene, ada, "STOP", "hello");
    expect(shownLines(ada)).toEqual([CONFIRMED, WAY_BACK, "bot: hello", "bot: more"]);
  });

  it("gets the person who was asked for, and that person's lines", async () => {
    const answer: typeof echo = (turn) =>
      turn.content.type === "text" && turn.content.text === "help"
        ? [text("bot: ?", { suggestions: [offerPerson("Talk to a person")] })]
        : echo(turn);
    await using scene = await openScene({ bot: botOf(answer) });
    const [ada, zoe] = [scene.rcs(), scene.person("Zoe")];
    await says(scene, ada, "STOP", "help");
    await ada.taps("Talk to a person");
    await scene.untilIdle();
    await zoe.says(ada, "Zoe: hi");
    await scene.untilIdle();
    expect(shownLines(ada)).toEqual([CONFIRMED, WAY_BACK, "bot: ?", "(waiting)", "(joined Zoe)", "Zoe: hi"]);
    expect((await sentAs(scene, ada)).slice(1)).toEqual(Array.from({ length: 5 }, () => "SERVICEREQUEST"));
  });

  it("gets the person who was asked for by the channel's own button, too", async () => {
    const answer = () => [text("bot: ?", { suggestions: [offerUnsubscribe("No more")] })];
    await using scene = await openScene({ bot: botOf(answer) });
    const [maya, zoe] = [scene.businessMessages(), scene.person("Zoe")];
    await says(scene, maya, "hi");
    await maya.taps("No more");
    await scene.untilIdle();
    await maya.asksForPerson();
    await scene.untilIdle();
    await zoe.says(maya, "Zoe: hi");
    await scene.untilIdle();
    expect(shownLines(maya)).toEqual(["bot: ?", CONFIRMED, "(waiting)", "(joined Zoe)", "Zoe: hi"]);
  });
});

describe("a person who writes to a user who unsubscribes", () => {
  it("hears that, and which line was not sent and why", async () => {
    await using scene = await openScene({ bot: botOf(echo) });
    const [ada, zoe] = [scene.rcs(), scene.person("Zoe")];
    await zoe.says(ada, "Zoe: hi");
    await ada.sees(2);
    await ada.unsubscribes({ keyword: "STOP" });
    await ada.sees(3);
    await scene.untilIdle();
    await zoe.says(ada, "Zoe: are you there?", "line-2");
    await scene.untilIdle();
    expect(shownLines(ada)).toEqual(["(joined Zoe)", "Zoe: hi", CONFIRMED]);
    await scene.hears(ada, ["joined", "unsubscribed", "withheld opted-out"]);
    const told = scene.kept.on("handoff").map(({ bytes }) => JSON.parse(bytes.toString()).news);
    expect(told.at(-1)).toEqual({
      type: "withheld",
      request: "line-2",
      reply: expect.objectContaining({ text: "Zoe: are you there?" }),
      reason: "opted-out",
    });
  });

  it("hears of every line that is not sent, whatever the reason", async () => {
    await using scene = await openScene({ bot: botOf(echo) });
    const [ada, zoe] = [scene.rcs(), scene.person("Zoe")];
    await ada.becomes({ reach: "no-rcs" });
    await zoe.says(ada, "Zoe: hi");
    await scene.untilIdle();
    await scene.hears(ada, ["joined", "withheld google-404"]);
  });

  it("hears that the user is back", async () => {
    await using scene = await openScene({ bot: botOf(echo) });
    const [ada, zoe] = [scene.rcs(), scene.person("Zoe")];
    await zoe.says(ada, "Zoe: hi");
    await ada.sees(2);
    await says(scene, ada, "STOP", "START");
    await zoe.says(ada, "Zoe: welcome back");
    await scene.untilIdle();
    expect(shownLines(ada).at(-1)).toBe("Zoe: welcome back");
    await scene.hears(ada, ["joined", "unsubscribed", "subscribed"]);
  });
});

describe("the record of consent in history", () => {
  it("says what was chosen, when, and by which word", async () => {
    await using scene = await openScene({ bot: botOf(echo) });
    const ada = scene.rcs();
    await says(scene, ada, "Please stop!", "Start");
    await ada.unsubscribes();
    await scene.untilIdle();
    const records = (await scene.entries(ada)).filter(({ type }) => type === "consent");
    expect(records).toMatchObject([
      { isOptedOut: true, by: "word", word: "Please stop!", at: expect.any(Date) },
      { isOptedOut: false, by: "word", word: "Start", at: expect.any(Date) },
      { isOptedOut: true, by: "event", at: expect.any(Date) },
    ]);
    const { state } = await scene.system.history.load(ada.conversation);
    expect(state?.consent).toMatchObject({ isOptedOut: true, by: "event", at: records.at(-1)?.at });
  });
});
