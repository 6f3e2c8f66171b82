import { describe, expect, it } from "vitest";
import { readContext } from "../../../../shared/inbound/business-messages/context.ts";

describe("readContext()", () => {
  it("reads every member that is told", () => {
    const told = {
      entryPoint: "WEB_WIDGET",
      placeId: "P1",
      nearPlaceId: "P2",
      userInfo: { displayName: "Maya", userDeviceLocale: "en-GB" },
      resolvedLocale: "en",
      customContext: "spring",
      widget: { url: "https://a", widgetContext: "order=1" },
      deflectedPhoneNumber: "+12223334444",
      somethingNew: {},
    };
    expect(read(told)).toEqual({
      entryPoint: "web-widget",
      placeId: "P1",
      nearPlaceId: "P2",
      displayName: "Maya",
      deviceLocale: "en-GB",
      locale: "en",
      customContext: "spring",
      widgetUrl: "https://a",
      widgetContext: "order=1",
      deflectedPhoneNumber: "+12223334444",
    });
  });

  it.each([
    ["PLACESHEET", "place-sheet"],
    ["MAPS", "maps"],
    ["FEATURED_SNIPPETS", "featured-snippet"],
    ["SITELINKS", "sitelink"],
    ["WEB_WIDGET", "web-widget"],
    ["URL", "url"],
    ["LOCAL_PACK", "local-pack"],
    ["PREVIEW", "preview"],
    ["SOMETHING_NEW", "unknown"],
    ["constructor", "unknown"],
  ])("reads the entry point %s as %s", (entryPoint, word) =>
    expect(read({ entryPoint })).toEqual({ entryPoint: word }),
  );

  it.each(["ENTRY_POINT_UNSPECIFIED", "", null, undefined])("leaves out the entry point %j", (entryPoint) => {
    expect(read({ entryPoint })).toEqual({});
  });

  it.each([
    ["both locales", "en", "en-GB", { locale: "en", deviceLocale: "en-GB" }],
    ["the device's for the missing one", "", "en-GB", { locale: "en-GB", deviceLocale: "en-GB" }],
    ["the resolved one alone", "en", undefined, { locale: "en" }],
    ["locales as they are meant", "pt_BR", "en-US_POSIX", { locale: "pt-BR", deviceLocale: "en-US" }],
    ["the device's for one that names no language", "C", "iw_IL", { locale: "he-IL", deviceLocale: "he-IL" }],
    ["neither where neither is one", "??", "not a locale", {}],
  ])("reads %s", (_claim, resolvedLocale, userDeviceLocale, expected) => {
    expect(read({ resolvedLocale, userInfo: { userDeviceLocale } })).toEqual(expected);
  });

  it.each([
    {},
    { userInfo: null, widget: null },
    { placeId: "", nearPlaceId: "", customContext: "", deflectedPhoneNumber: "", resolvedLocale: "" },
    { userInfo: { displayName: "", userDeviceLocale: "" }, widget: { url: "", widgetContext: "" } },
  ])("takes empty for absent in %j", (context) => expect(read(context)).toEqual({}));

  it.each([
    ["the user", { userInfo: "Maya" }],
    ["the widget", { widget: ["https://a"] }],
    ["the place of entry", { entryPoint: 7 }],
    ["the place", { placeId: { id: "P1" } }],
    ["a locale", { userInfo: { userDeviceLocale: 7 } }],
  ])("keeps the rest where %s is odd", (_claim, odd) => {
    expect(read({ customContext: "spring", ...odd })).toEqual({ customContext: "spring" });
  });

  it.each(["Maya", [], undefined])("refuses %j and names the place", (context) => {
    expect(() => read(context)).toThrow("Cannot read context: ");
  });
});

function read(value: unknown) {
  return readContext({ value, path: "context" });
}
