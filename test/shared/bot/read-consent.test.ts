import { describe, expect, it } from "vitest";
import { SettingsError } from "../../../shared/base/errors.ts";
import type { Address } from "../../../shared/base/ids.ts";
import { CONSENT_WORDS, type ConsentWordList } from "../../../shared/bot/consent-words.ts";
import { consentReader, readConsent } from "../../../shared/bot/read-consent.ts";

const BRITISH = "+447700900123" as Address;
const AMERICAN = "+12125550123" as Address;
const hear = (text: string, address = BRITISH) => readConsent({ content: { type: "text", text }, address })?.isOptedOut;

describe("readConsent()", () => {
  it("knows every word of its lists, for the numbers they are for", () => {
    const missed = CONSENT_WORDS.flatMap(({ callingCodes: [code] = ["44"], stop = [], start = [] }) => {
      const address = `+${code}7700900123` as Address;
      return [
        ...stop.filter((word) => hear(word, address) !== true),
        ...start.filter((word) => hear(word, address) !== false),
      ];
    });
    expect(missed).toEqual([]);
  });

  it.each(["stop", "quit", "end", "revoke", "opt out", "cancel", "unsubscribe", "stopall"])(
    "takes %s for an opt-out in the United States, as the law has it",
    (word) => expect([hear(word, AMERICAN), hear(word.toUpperCase(), AMERICAN)]).toEqual([true, true]),
  );

  it.each([
    ["STOP STOP", true],
    ["Stop! Stop!! STOP!!!", true],
    ["please, opt out, opt out", true],
    ["start start, thanks", false],
    ["stop it stop it", undefined],
  ])("hears what is said again and again as if it were said once: %s", (text, isOptedOut) => {
    expect(hear(text)).toBe(isOptedOut);
  });

  it("takes no time over courtesies without end", () => {
    expect(hear("please ".repeat(10_000))).toBeUndefined();
    expect(hear("thanks ty thx please pls plz merci danke bitte svp stop")).toBe(true);
  });

  it("cites a source for each list", () => {
    expect(CONSENT_WORDS.filter(({ source }) => !URL.canParse(source))).toEqual([]);
  });

  it("hears nothing in a file or a place", () => {
    expect(readConsent({ content: { type: "location", latitude: 1, longitude: 2 }, address: "+1" as Address })).toBe(
      undefined,
    );
  });
});

describe("consentReader()", () => {
  const list = (words: Partial<ConsentWordList>): ConsentWordList => ({
    language: "en",
    source: "https://example.com",
    ...words,
  });

  it("refuses a word without a letter, which any emoji would be", () => {
    expect(() => consentReader([list({ stop: ["🛑"] })])).toThrow(SettingsError);
    expect(() => consentReader([list({ stop: ["🛑"] })])).toThrow("expected a letter or a digit in it");
  });

  it("refuses a word that both ends and begins consent", () => {
    expect(() => consentReader([list({ stop: ["Go!"] }), list({ start: ["GO"] })])).toThrow("`stop` or in `start`");
  });

  it("keeps the words apart that countries have of their own", () => {
    const read = consentReader([
      list({ callingCodes: ["1"], stop: ["go"] }),
      list({ callingCodes: ["44"], stop: ["go"] }),
    ]);
    const said = { content: { type: "text", text: "go" } } as const;
    expect(["+1", "+44", "+48"].map((address) => read({ ...said, address: address as Address })?.isOptedOut)).toEqual([
      true,
      true,
      undefined,
    ]);
  });
});
