import { describe, expect, it, vi } from "vitest";
import type { Channel } from "../../shared/base/ids.ts";
import { route, routes } from "../../shared/bot/routes.ts";
import { carousel, text } from "../../shared/reply/reply.ts";
import { offerPerson, suggestReply } from "../../shared/reply/suggestion.ts";
import { botOf } from "../support/bots.ts";
import { openScene, shownLines, WAIT, waitForLines } from "../support/scene.ts";

const CHANNELS: readonly Channel[] = ["rcs", "business-messages"];

const branch = (name: string, id: string) => suggestReply({ text: name, postback: `branch:${id}` });
const WHICH = text("Which one?", { suggestions: [branch("Old Town", "1"), branch("Łódź", "2")] });
const HATS = carousel([
  { title: "Top hat", suggestions: [suggestReply({ text: "Buy the top hat", postback: "buy:top" })] },
  { title: "Cap", suggestions: [suggestReply({ text: "Buy the cap", postback: "buy:cap" })] },
]);

const answer = routes(
  [
    route({ text: "hours" }, () => [WHICH]),
    route({ text: "hats" }, () => [HATS]),
    route({ text: "thanks" }, () => [text("You are welcome")]),
    route({ text: "silence" }, () => []),
    route({ text: "slowly" }, async function* () {
      yield WHICH;
      yield text("Take your time");
    }),
    route({ postback: /(.+)/ }, (_turn, [postback]) => [text(`tapped ${postback}`)]),
  ],
  ({ content }) => [text(content.type === "text" ? `typed ${content.text}` : content.type)],
);

describe.each(CHANNELS)("a chip whose words are typed on %s", (channel) => {
  /** What the phone shows at last when the user types those lines, one after the other. */
  async function lastAfter(...lines: readonly string[]): Promise<string | undefined> {
    await using scene = await openScene({ bot: botOf(answer) });
    const ada = scene.user(channel);
    for (const line of lines) {
      await ada.says(line);
      await scene.untilIdle();
    }
    return shownLines(ada).at(-1);
  }

  it("is taken as tapped", async () => expect(await lastAfter("hours", "Old Town")).toBe("tapped branch:1"));

  it("is taken as tapped whatever its case and accents", async () => {
    expect(await lastAfter("hours", "lodz!")).toBe("tapped branch:2");
  });

  it("is taken as tapped from a card", async () =>
    expect(await lastAfter("hats", "buy the cap")).toBe("tapped buy:cap"));

  it("is taken as tapped when the bot went on without chips in the same turn", async () => {
    expect(await lastAfter("slowly", "Old Town")).toBe("tapped branch:1");
  });

  it("is taken as tapped when the bot was silent meanwhile", async () => {
    expect(await lastAfter("hours", "silence", "Old Town")).toBe("tapped branch:1");
  });

  it("is words again once the bot has said something else", async () => {
    expect(await lastAfter("hours", "thanks", "Old Town")).toBe("typed Old Town");
  });

  it("is the one of the newest message", async () => {
    expect(await lastAfter("hours", "hats", "Old Town")).toBe("typed Old Town");
  });
});

describe.each(CHANNELS)("a typed chip on %s", (channel) => {
  it("of another system's message is taken as tapped", async () => {
    await using scene = await openScene({ bot: botOf(answer) });
    const ada = scene.user(channel);
    await ada.says("thanks");
    await scene.untilIdle();
    await scene.asks(ada, { reply: { type: "text", text: "Collect it?", suggestions: [branch("Harbour", "3")] } });
    await scene.untilIdle();
    await ada.says("harbour");
    expect((await waitForLines(ada, 3)).at(-1)).toBe("tapped branch:3");
  });

  it("means the same to the next try, whatever the first one has said", async () => {
    let isBroken = true;
    const breaking = routes(
      [
        route({ text: "hours" }, () => [WHICH]),
        route({ postback: /(.+)/ }, async function* (_turn, [postback]) {
          yield text("Once more?", { suggestions: [branch("Old Town", "other")] });
          if (isBroken) {
            isBroken = false;
            throw new Error("Broken");
          }
          yield text(`tapped ${postback}`);
        }),
      ],
      () => [text("help")],
    );
    await using scene = await openScene({ bot: botOf(breaking) });
    const ada = scene.user(channel);
    await ada.says("hours");
    await scene.untilIdle();
    await ada.says("Old Town");
    expect(await waitForLines(ada, 3)).toEqual(["Which one?", "Once more?", "tapped branch:1"]);
  });
});

describe.each(CHANNELS)("the person that an apology offers on %s", (channel) => {
  it("is called when the words of the chip are typed", async () => {
    const broken = () => {
      throw new Error("Broken");
    };
    const sorry = text("(failed)", { suggestions: [offerPerson("Talk to a person")] });
    const bot = {
      ...botOf(broken),
      sayNotice: ({ type }: { readonly type: string }) => [type === "failed" ? sorry : text(`(${type})`)],
    };
    await using scene = await openScene({ bot });
    const ada = scene.user(channel);
    await ada.says("hello");
    await vi.waitFor(() => expect(scene.kept.on("message-dead")).toHaveLength(1), WAIT);
    await ada.says("talk to a person");
    expect(await waitForLines(ada, 2)).toEqual(["(failed)", "(waiting)"]);
  });
});
