import { describe, expect, it } from "vitest";
import { readLocale } from "../../../shared/base/read-locale.ts";

describe("readLocale()", () => {
  it.each([
    ["en-GB", "en-GB"],
    ["PT-br", "pt-BR"],
    ["pt_BR", "pt-BR"],
    ["en-US_POSIX", "en-US"],
    ["en_US_POSIX", "en-US"],
    ["pl-PL@euro", "pl-PL"],
    ["pl_PL.UTF-8", "pl-PL"],
    ["de_DE.ISO8859-15@euro", "de-DE"],
    ["sr_RS@latin", "sr-Latn-RS"],
    ["uz_UZ@cyrillic", "uz-Cyrl-UZ"],
    ["zh_TW_#Hant", "zh-Hant-TW"],
    ["zh-Hans_CN", "zh-Hans-CN"],
    ["zh-cmn-Hans-CN", "zh-Hans-CN"],
    ["th_TH_TH_#u-nu-thai", "th-TH"],
    ["en-", "en"],
    ["-en", "en"],
    ["en--US", "en-US"],
    ["en-US-", "en-US"],
    ["en-u", "en"],
    ["en-GB-u-hc-h12", "en-GB-u-hc-h12"],
    ["en-GB-verylongpart", "en-GB"],
    ["iw", "he"],
    ["in_ID", "id-ID"],
    [" en-GB\n", "en-GB"],
    ["en-GB,en;q=0.9,*;q=0.5", "en-GB"],
    ["en;q=0.9", "en"],
    ["es-419", "es-419"],
    ["pt\u2011BR", undefined],
    ["C", undefined],
    ["C.UTF-8", undefined],
    ["POSIX", undefined],
    ["und", undefined],
    ["root", undefined],
    ["*", undefined],
    ["", undefined],
    ["_", undefined],
    ["@euro", undefined],
    ["x-private", undefined],
    ["1", undefined],
    ["??", undefined],
    ["not a locale", undefined],
    ["constructor@__proto__", undefined],
    ["en@constructor", "en"],
  ])("reads %j as %j", (name, locale) => {
    expect(readLocale(name)).toBe(locale);
    if (locale !== undefined) expect(() => new Intl.DateTimeFormat(locale)).not.toThrow();
  });

  it("takes what it has read as it is", () => expect(readLocale("sr-Latn-RS")).toBe("sr-Latn-RS"));
});
