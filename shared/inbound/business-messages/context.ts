import { type Json, refuse, text } from "../../base/json.ts";
import { lenient, lenientEnum } from "../../base/lenient.ts";
import { present } from "../../base/present.ts";
import { readLocale } from "../../base/read-locale.ts";
import type { Context, EntryPoint } from "../context.ts";

const ENTRY_POINTS: Readonly<Record<string, EntryPoint>> = {
  PLACESHEET: "place-sheet",
  MAPS: "maps",
  FEATURED_SNIPPETS: "featured-snippet",
  SITELINKS: "sitelink",
  WEB_WIDGET: "web-widget",
  URL: "url",
  LOCAL_PACK: "local-pack",
  PREVIEW: "preview",
};

/**
 * Reads `context`. An empty or malformed member counts as missing; locales are read by `readLocale`.
 * @throws PermanentError when it is no object.
 * @see https://developers.google.com/business-communications/business-messages/reference/rest/v1/UserMessage#Context
 */
export function readContext(json: Json): Context {
  const user = lenient(json, "userInfo", readUser);
  return present({
    locale: lenient(json, "resolvedLocale", locale) ?? user?.deviceLocale,
    ...user,
    ...lenient(json, "widget", readWidget),
    entryPoint: lenientEnum(json, "entryPoint", ENTRY_POINTS),
    placeId: lenient(json, "placeId", text),
    nearPlaceId: lenient(json, "nearPlaceId", text),
    customContext: lenient(json, "customContext", text),
    deflectedPhoneNumber: lenient(json, "deflectedPhoneNumber", text),
  });
}

function readUser(json: Json) {
  return present({
    deviceLocale: lenient(json, "userDeviceLocale", locale),
    displayName: lenient(json, "displayName", text),
  });
}

/** Whatever a bot hands to Intl must be a locale that it takes. */
function locale(json: Json): string {
  return readLocale(text(json)) ?? refuse(json, "a locale", "another text");
}

function readWidget(json: Json) {
  return present({
    widgetUrl: lenient(json, "url", text),
    widgetContext: lenient(json, "widgetContext", text),
  });
}
