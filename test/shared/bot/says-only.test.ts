import { describe, expect, it } from "vitest";
import { agreementOf } from "../../../shared/bot/agreement.ts";
import { saysOnly } from "../../../shared/bot/says-only.ts";

const calls = saysOnly({ wish: "person człowiek*", beside: "a please talk to I'd like" });

describe("saysOnly()", () => {
  it.each(["person", "A PERSON, please!", "I’d like to talk to a person", "czlowiekiem", "person person"])(
    "hears the wish in %j",
    (text) => expect(calls(text)).toBe(true),
  );

  it.each(["", "please", "a", "A person stole my parcel", "personal", "not a person", "czlowie"])(
    "hears none in %j",
    (text) => expect(calls(text)).toBe(false),
  );
});

describe("agreementOf()", () => {
  it.each([
    "yes",
    "Yes, please!",
    "yep",
    "OK",
    "Tak.",
    "да",
    "כן",
    "EVET",
    "sim por favor",
    "Sí",
    "D’accord",
    "👍",
    "👍🏽",
    "✔️",
  ])("hears yes in %j", (text) => expect(agreementOf(text)).toBe("yes"));

  it.each(["no", "No, thanks", "Nie", "нет", "לא", "HAYIR", "nao", "não, obrigado", "👎🏿"])(
    "hears no in %j",
    (text) => {
      expect(agreementOf(text)).toBe("no");
    },
  );

  it.each(["", "please", "yes but no", "no idea", "yesterday", "Where is it?", "👍👎", "🎩"])(
    "hears neither in %j",
    (text) => {
      expect(agreementOf(text)).toBeUndefined();
    },
  );
});
