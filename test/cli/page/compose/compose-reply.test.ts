import { describe, expect, it } from "vitest";
import { composeReply } from "../../../../cli/page/compose/compose-reply.ts";
import { readOutbound } from "../../../../functions/outbound/read-outbound.ts";
import { fillTemplate } from "../../../../operations/campaign/fill-template.ts";
import type { Composed } from "../../../../page/composed.ts";
import { type Draft, readDraft } from "../../../../page/read-draft.ts";
import { readAgents } from "../../../../shared/base/agent.ts";
import { CARD_EDGES } from "./card-edges.ts";
import { words } from "./edge.ts";
import { MESSAGE_EDGES } from "./message-edges.ts";

const NOW = new Date("2026-11-29T12:00:00Z");
const EDGES = Object.entries({ ...MESSAGE_EDGES, ...CARD_EDGES });
const CHANNELS = ["rcs", "business-messages"] as const;

const compose = (draft: Draft) => composeReply(draft, NOW);
const refusing = ({ channels }: Composed) => CHANNELS.filter((one) => channels[one]?.refusal !== undefined);

/** As it comes over the wire. */
const read = (value: unknown) => readDraft({ value, path: "" });

describe("composeReply()", () => {
  it.each(EDGES)("lets through what builders and Google's documented rules do: %s", (_, { at }) => {
    const composed = compose(at);
    expect([composed.problems, refusing(composed)]).toEqual([[], []]);
    expect(composed.copies).toBeDefined();
  });

  it.each(EDGES)("tells beside its place, in the builders' words, and Google refuses: %s", (_, edge) => {
    const composed = compose(edge.over);
    expect(composed.problems).toEqual([{ place: edge.place, words: edge.words }]);
    expect(refusing(composed)).toEqual(edge.by);
    expect(composed.copies).toBeUndefined();
  });

  it("tells all that is wrong at once, each beside its place", () => {
    const chip = { type: "openUrl", text: "", postback: "", url: "x", fallbackUrl: "y" };
    const card = { title: words(201), description: words(2001), suggestions: [chip] };
    const draft = read({ type: "card", card, orientation: "vertical", suggestions: [chip] });
    const places = ["text", "postback", "fallbackUrl", "url"];
    expect(compose(draft).problems.map(({ place }) => place)).toEqual([
      "card.title",
      "card.description",
      ...places.map((name) => `card.suggestions[0].${name}`),
      ...places.map((name) => `suggestions[0].${name}`),
    ]);
  });

  it("tells of the whole message when it has more bytes than RCS takes", () => {
    const suggestions = [1, 2, 3, 4].map((number) => ({
      type: "reply",
      text: `${number}`,
      postback: "ん".repeat(2048),
    }));
    const cards = Array(10).fill({ title: "One", description: "ん".repeat(2000), suggestions });
    const composed = compose(read({ type: "carousel", cards, width: "small" }));
    const told = expect.stringMatching(/^expected at most 250000 bytes in all, got \d+; leave something out$/);
    expect(composed.problems).toEqual([{ place: "", words: told }]);
    expect(composed.channels.rcs).toBeUndefined();
  });

  it("shows half a message as a phone would", () => {
    const { channels } = compose(read({ type: "card", card: { title: words(201) }, orientation: "vertical" }));
    expect(channels.rcs?.shown).toMatchObject({
      text: words(201),
      content: { richCard: { standaloneCard: { cardContent: { title: words(201) } } } },
    });
    expect(channels["business-messages"]?.shown.text).toBe(words(201));
  });

  it("advises on how it will look on the other phone", () => {
    const { advice } = compose(read({ type: "text", text: "See https://example.com for more" }));
    expect(advice).toContainEqual({ phone: "iphone", advice: expect.stringMatching(/^a link with text after it/) });
  });
});

describe("composeReply()'s request", () => {
  const agents = readAgents('[{"channel":"rcs","agent":"bank"}]');
  const readRequest = readOutbound({ agents, conversationKey: "key" }, { now: () => NOW });

  it("is a campaign's template: placeholders are filled in, in links, too, and outbound takes it", () => {
    const chip = { type: "openUrl", text: "Your order", postback: "order", url: "https://example.com/{{order}}" };
    const { copies } = compose(
      read({
        type: "text",
        text: "Hello {{name|you}}",
        suggestions: [chip],
        trafficType: "TRANSACTION",
        expiry: { type: "after", seconds: 60 },
      }),
    );
    const filled = fillTemplate(copies?.request, { name: "", order: "ü17" });
    const body = { id: "1", agent: "bank", to: "+447700900123", ...Object(filled) };
    expect(readRequest({ bytes: Buffer.from(JSON.stringify(body)), attributes: {} }).command).toMatchObject({
      type: "say",
      reply: {
        text: "Hello you",
        suggestions: [{ url: "https://example.com/%C3%BC17" }],
        trafficType: "TRANSACTION",
        expiry: { type: "at", at: "2026-11-29T12:01:00Z" },
      },
    });
  });

  it("is no more than the words of a plain text", () => {
    expect(compose(read({ type: "text", text: "Hello" })).copies?.request).toEqual({ reply: "Hello" });
  });
});
