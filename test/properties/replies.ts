import fc, { type Arbitrary } from "fast-check";
import { TRAFFIC_TYPES } from "../../shared/base/agent.ts";
import { PermanentError } from "../../shared/base/errors.ts";
import { isVisible } from "../../shared/reply/checks.ts";
import {
  card,
  carousel,
  expireAfter,
  expireAt,
  file,
  image,
  type Reply,
  richText,
  text,
} from "../../shared/reply/reply.ts";
import * as chip from "../../shared/reply/suggestion.ts";

const words = (most: number) =>
  fc
    .string({ minLength: 1, maxLength: most, unit: "grapheme" })
    .map((all) => all.slice(0, most))
    .filter(isVisible);
const url = fc.webUrl({ withFragments: true, withQueryParameters: true });
const label = { text: words(20), postback: words(60) };
const action = { ...label, fallbackUrl: url };
const day = fc.date({ min: new Date("2026-01-01"), max: new Date("2030-01-01"), noInvalidDate: true });
const point = fc.record({
  type: fc.constant("point" as const),
  latitude: fc.double({ min: -90, max: 90, noNaN: true }).map((value) => value + 0),
  longitude: fc.double({ min: -180, max: 180, noNaN: true }).map((value) => value + 0),
});
const place = fc.oneof(point, fc.record({ type: fc.constant("query" as const), query: words(40) }));
const webview = fc.record({ view: fc.constantFrom("full", "half", "tall" as const) });

const ofCard: Arbitrary<chip.CardSuggestion> = fc.oneof(
  fc.record(label).map(chip.suggestReply),
  fc.record({ ...action, url, webview }, { requiredKeys: ["text", "postback", "url"] }).map(chip.openUrl),
  fc.record({ ...action, phone: fc.constantFrom("+442079460000", "*100#") }).map(chip.dial),
  fc.record({ ...action, place }).map(chip.viewLocation),
  fc
    .record({ ...label, title: words(40), start: day })
    .map((of) => chip.addToCalendar({ ...of, end: new Date(of.start.getTime() + 3_600_000) })),
  fc.record(label).map(chip.shareLocation),
  fc
    .record({ clientId: words(20), codeChallenge: words(20), scopes: fc.array(words(9), { minLength: 1 }) })
    .map(chip.authenticate),
);

const suggestion = fc.oneof(ofCard, fc.record(label).map(chip.requestLiveAgent));

const altText = words(60);
const linked = fc.record({ type: fc.constant("url" as const), url, altText }, { requiredKeys: ["type", "url"] });
const uploaded = fc.constant({ type: "uploaded", file: "files/abc", altText: "A cake" } as const);
const media = fc.oneof(linked, uploaded);
const height = fc.constantFrom("short", "medium" as const);
const cardMedia = fc.tuple(media, height).map(([of, high]) => ({ ...of, height: high }));
const aCard = fc.record(
  { title: words(40), description: words(90), media: cardMedia, suggestions: fc.array(ofCard, { maxLength: 4 }) },
  { requiredKeys: ["title"] },
);

const options = fc.record(
  {
    suggestions: fc.array(suggestion, { maxLength: 11 }),
    plainText: words(60),
    speaker: fc.record({ type: fc.constant("bot" as const), displayName: words(20) }),
    trafficType: fc.constantFrom(...TRAFFIC_TYPES),
    expiry: fc.oneof(fc.integer({ min: 1, max: 1_296_000 }).map(expireAfter), day.map(expireAt)),
  },
  { requiredKeys: [] },
);

/** What a bot can say, as its builders made it; what they refuse is left out. */
export const reply: Arbitrary<Reply> = fc
  .oneof(
    fc.tuple(words(90), options).map((of) => () => text(...of)),
    fc.tuple(words(90), options).map((of) => () => richText(...of)),
    fc.tuple(media, options).map((of) => () => image(...of)),
    fc.tuple(media, options).map((of) => () => file(...of)),
    fc.tuple(aCard, options).map((of) => () => card(...of)),
    fc.tuple(aCard, aCard, fc.array(aCard, { maxLength: 8 }), options).map(
      ([one, two, more, of]) =>
        () =>
          carousel([one, two, ...more], { ...of, width: "small" }),
    ),
  )
  .map(unlessRefused)
  .filter((made) => made !== undefined);

function unlessRefused(build: () => Reply): Reply | undefined {
  try {
    return build();
  } catch (error) {
    if (error instanceof PermanentError) return undefined;
    throw error;
  }
}
