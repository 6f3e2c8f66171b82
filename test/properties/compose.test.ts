import fc, { type Arbitrary } from "fast-check";
import { describe, expect, it } from "vitest";
import { composeReply } from "../../cli/page/compose/compose-reply.ts";
import { type Draft, readDraft } from "../../page/read-draft.ts";
import { readReply } from "../../shared/reply/read-reply.ts";
import * as replies from "../../shared/reply/reply.ts";
import * as suggestions from "../../shared/reply/suggestion.ts";
import { RUNS } from "./arbitraries.ts";

const NOW = new Date("2026-11-29T12:00:00Z");

const oneOf = <T>(...values: readonly T[]) => fc.constantFrom(...values);
const optional = <T extends object>(model: { readonly [K in keyof T]: Arbitrary<T[K]> }, ...required: (keyof T)[]) =>
  fc.record(model, { requiredKeys: required });

/** Mostly as it should be, else over a limit, empty, blank, or odd. */
const words = (most: number) =>
  oneOf("Hi", "x", "x".repeat(most), "שלום", `"q" \\ \n'`, "{{name|you}}", "x".repeat(most + 1), "", " \u200b");
const url = oneOf(
  "https://example.com/",
  "https://example.com/קטלוג?a=b c",
  "http://x.example",
  "example.com",
  "tel:1",
  "",
);
const number = oneOf(0, 1, -90, 180, 180.5, 1_296_001, Number.NaN);
const label = { text: words(25), postback: words(2048) };
const action = { ...label, fallbackUrl: url };
const time = oneOf("2026-12-01T19:00:00Z", "2026-12-01T20:00:00Z", "soon");
const place = fc.oneof(
  optional({ type: fc.constant("point"), latitude: number, longitude: number, label: words(1000) }, "type"),
  fc.record({ type: fc.constant("query"), query: words(2048) }),
);
const needed = ["type", "text", "postback"] as const;
const ofCard = fc.oneof(
  fc.record({ type: oneOf("reply"), ...label }),
  optional({ type: oneOf("openUrl"), ...action, url, webview: oneOf({ view: "tall" }) }, ...needed, "url"),
  optional({ type: oneOf("dial"), ...action, phone: oneOf("+442079460000", "*100#", "1 2", "") }, ...needed, "phone"),
  optional({ type: oneOf("viewLocation"), ...action, place }, ...needed, "place"),
  optional({ type: oneOf("shareLocation"), ...action }, ...needed),
  optional(
    { type: oneOf("addToCalendar"), ...label, title: words(100), description: words(500), start: time, end: time },
    ...([...needed, "title", "start", "end"] as const),
  ),
);
const ofReply = fc.oneof(ofCard, fc.record({ type: oneOf("requestLiveAgent"), ...label }));
const type = oneOf("url");
const media = optional({ type, url, altText: words(1000) }, "type", "url");
const cardMedia = optional(
  { type, url, altText: words(1000), height: oneOf("short", "tall") },
  "type",
  "url",
  "height",
);
const card = optional({
  title: words(200),
  description: words(2000),
  media: cardMedia,
  suggestions: fc.array(ofCard, { minLength: 1, maxLength: 5 }),
});
const options = optional({
  suggestions: fc.array(ofReply, { minLength: 1, maxLength: 12 }),
  trafficType: oneOf("PROMOTION", "TRANSACTION"),
  expiry: fc.record({ type: oneOf("after"), seconds: number }),
});
const content = fc.oneof(
  fc.record({ type: oneOf("text"), text: words(3072) }),
  fc.record({ type: oneOf("image", "file"), media }),
  fc.record({ type: oneOf("card"), card, orientation: oneOf("vertical", "horizontal-left", "horizontal-right") }),
  fc.record({
    type: oneOf("carousel"),
    cards: fc.array(card, { minLength: 1, maxLength: 4 }),
    width: oneOf("small", "medium"),
  }),
);

/** What the form can hold. */
const draft: Arbitrary<Draft> = fc
  .tuple(content, options)
  .map(([said, of]) => readDraft({ value: JSON.parse(JSON.stringify({ ...said, ...of })), path: "" }));

/** What the code of a bot's file makes. */
function run(code: string): unknown {
  const expression = code.replace(/^import .*$/gm, "").replace("export const reply =", "return");
  const builders = { ...replies, ...suggestions };
  return new Function(...Object.keys(builders), expression)(...Object.values(builders));
}

describe("composeReply()", () => {
  it("lets nothing through that Google's documented rules would refuse, and tells what is sent of all else", () => {
    fc.assert(
      fc.property(draft, (of) => {
        const { problems, channels, copies } = composeReply(of, NOW);
        const refusals = [channels.rcs?.refusal, channels["business-messages"]?.refusal];
        if (problems.length === 0) expect(refusals).toEqual([undefined, undefined]);
        expect(copies === undefined).toBe(problems.length > 0);
      }),
      RUNS,
    );
  });

  it("writes code that makes the reply which is sent", () => {
    fc.assert(
      fc.property(draft, (of) => {
        const { copies } = composeReply(of, NOW);
        if (copies === undefined) return;
        expect(run(copies.bot)).toEqual(readReply({ value: JSON.parse(JSON.stringify(of)), path: "" }));
      }),
      RUNS,
    );
  });
});
