import { describe, expect, it } from "vitest";
import type { OutgoingEntry } from "../../shared/bot/history-entry.ts";
import type { Card, Cards } from "../../shared/reply/card.ts";
import { card, carousel, text } from "../../shared/reply/reply.ts";
import { dial, openUrl, suggestReply } from "../../shared/reply/suggestion.ts";
import { botOf } from "../support/bots.ts";
import { openScene, type Scene, shownLines } from "../support/scene.ts";

const LIMIT = 3072;
const HAT = "🎩";
/** A phone that shows texts and reply chips alone. */
const BARE = { features: ["PDF_IN_RICH_CARDS"] };

const shopOf = (n: number, path = "") => `https://shop.example/products/${n}?from=carousel${path}`;
const linked = (n: number, description: string, path?: string): Card => ({
  title: `Product ${n}`,
  description,
  suggestions: [openUrl({ text: "See it", postback: `see-${n}`, url: shopOf(n, path) })],
});
const carouselOf = (cards: readonly Card[]) => carousel(cards as unknown as Cards);
const ten = (make: (n: number) => Card) => carouselOf(Array.from({ length: 10 }, (_, n) => make(n)));

/** What a phone that shows no cards shows of the answer, and what was logged. */
async function shownOf(reply: ReturnType<typeof text>) {
  await using scene = await openScene({ bot: botOf(() => [reply]) });
  const ada = scene.rcs();
  await ada.becomes(BARE);
  await ada.says("hello");
  await ada.sees(1);
  await scene.untilIdle();
  return { lines: shownLines(ada), shortened: scene.logs().split('"event":"text_shortened"').length - 1 };
}

const links = (of: string) => of.match(/https:\/\/\S*/g) ?? [];

describe("a carousel on a phone that shows none", () => {
  it.each([213, 250, 1900])("keeps its links whole, and shortens %i letters beside each", async (letters) => {
    const { lines, shortened } = await shownOf(ten((n) => linked(n, "x".repeat(letters))));
    const [line = ""] = lines;
    expect(lines).toHaveLength(1);
    expect(line.length).toBeLessThanOrEqual(LIMIT);
    expect(links(line)).toEqual(Array.from({ length: 10 }, (_, n) => shopOf(n)));
    const cut = Number(letters > 213);
    expect([line.split("…").length > 1, shortened]).toEqual([cut === 1, cut]);
  });

  it.each([1000, 900])("cuts no emoji in two, of %i hats", async (hats) => {
    const { lines, shortened } = await shownOf(
      carouselOf([{ description: HAT.repeat(hats) }, { description: HAT.repeat(900) }]),
    );
    expect(lines.every((line) => line.length <= LIMIT && line.isWellFormed())).toBe(true);
    expect(new Set(lines.join("").replaceAll(HAT, ""))).toEqual(new Set(["\n", "…"]));
    expect(shortened).toBe(1);
  });

  it("says it in several texts when its links alone are too long for one, each with an id of its own", async () => {
    const path = `&q=${"q".repeat(400)}`;
    const { lines, shortened } = await shownOf(ten((n) => linked(n, "Fresh", path)));
    expect(lines.length).toBeGreaterThan(1);
    expect(links(lines.join("\n"))).toEqual(Array.from({ length: 10 }, (_, n) => shopOf(n, path)));
    expect([lines.every(({ length }) => length <= LIMIT), shortened]).toEqual([true, 0]);
  });
});

it("a long text whose chip a phone cannot show keeps the chip's link whole", async () => {
  const url = shopOf(1);
  const reply = text("y".repeat(LIMIT), { suggestions: [openUrl({ text: "Shop", postback: "shop", url })] });
  const { lines, shortened } = await shownOf(reply);
  expect(lines[0]).toMatch(/y…\nShop: https/);
  expect([links(lines.join()), shortened]).toEqual([[url], 1]);
});

describe("what a phone cannot show", () => {
  const call = dial({ text: "Call us", postback: "call", phone: "+442079460000" });
  const more = suggestReply({ text: "More", postback: "more" });
  const offer = card({ title: "New", suggestions: [call] }, { suggestions: [more] });

  const statuses = (ada: { view(): { calls: readonly { kind: string; status: unknown; id: string }[] } }) =>
    ada.view().calls.filter(({ kind, status }) => kind === "message" || status === 400);

  /** Another system writes with a fallback, so that the phone is asked what it can show. */
  const getKnown = async (scene: Scene, ada: ReturnType<Scene["rcs"]>) => {
    await scene.asks(ada, { reply: "Your order is ready", fallback: "Ready" });
    await ada.sees(1);
    await scene.untilIdle();
  };

  it("is said in plain text before Google refuses it, with the chips that the phone can show", async () => {
    const refused: string[] = [];
    await using scene = await openScene({ bot: botOf(() => [offer]), onRefused: (path) => refused.push(path) });
    const ada = scene.rcs();
    await ada.becomes(BARE);
    await getKnown(scene, ada);
    await ada.says("hello");
    await ada.sees(2);
    expect(ada.bubbles().at(-1)).toEqual({
      type: "message",
      text: "New\nCall us: +442079460000",
      suggestions: ["More"],
    });
    expect([refused, statuses(ada).length]).toEqual([[], 2]);
  });

  it("is sent as it is where nobody has said what the phone shows, without a call to find out", async () => {
    const refused: string[] = [];
    await using scene = await openScene({ bot: botOf(() => [offer]), onRefused: (path) => refused.push(path) });
    const ada = scene.rcs();
    await ada.becomes(BARE);
    await ada.says("hello");
    expect((await ada.sees(1)).at(-1)).toEqual({ type: "message", text: "New\nCall us: +442079460000" });
    expect(refused).toEqual([expect.stringMatching(/agentMessages$/)]);
    expect(ada.view().calls.filter(({ path }) => path === "capabilities")).toEqual([]);
  });

  it("is said under an id of its own, to which receipts lead all the same", async () => {
    await using scene = await openScene({ bot: botOf(() => [offer]) });
    const ada = scene.rcs();
    await ada.becomes({ ...BARE, autoReceipts: { deliveredAfterMs: 0, readAfterMs: 0 } });
    await ada.says("hello");
    await ada.sees(1);
    await scene.untilIdle();
    await expect
      .poll(async () => (await scene.entries(ada)).at(-1))
      .toMatchObject({ times: { read: expect.any(Date) } });
    const entries = await scene.entries(ada);
    const ours = entries.filter((entry): entry is OutgoingEntry => entry.type === "outgoing");
    // The first act would be 000: its first plain text is 100.
    expect(ada.view().messages.map(({ id }) => id)).toEqual([expect.stringMatching(/100$/)]);
    expect(ours.map(({ reply }) => reply)).toEqual([offer]);
  });

  it("is said to its end, though a text of it fails and the one before it is delivered meanwhile", async () => {
    const path = `&q=${"q".repeat(400)}`;
    const offers = ten((n) => linked(n, "Fresh", path));
    await using scene = await openScene({ bot: botOf(() => [offers]) });
    const ada = scene.rcs();
    await ada.becomes({ ...BARE, autoReceipts: { deliveredAfterMs: 0, readAfterMs: 0 } });
    const isSecondText = ({ id }: { readonly id: string }) => id.endsWith("200");
    scene.platform.addCallFault({ matches: isSecondText, times: 4, at: "before", response: { status: 503 } });
    await ada.says("hello");
    await scene.untilIdle();
    expect(links(shownLines(ada).join("\n"))).toEqual(Array.from({ length: 10 }, (_, n) => shopOf(n, path)));
  });
});
