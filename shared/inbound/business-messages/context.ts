import { present } from "../../base/present.ts";
import * as read from "../../base/read.ts";
import { type Json, member } from "../../base/read.ts";
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
 * Reads `context`, in which a member that is empty or odd says what a missing one says.
 * @throws PermanentError when it is no object.
 * @see https://developers.google.com/business-communications/business-messages/reference/rest/v1/UserMessage#Context
 */
export function readContext(json: Json): Context {
  const user = read.lenient(json, "userInfo", readUser);
  return present({
    locale: read.lenient(json, "resolvedLocale", read.text) ?? user?.deviceLocale,
    ...user,
    ...read.lenient(json, "widget", readWidget),
    entryPoint: read.word(member(json, "entryPoint"), ENTRY_POINTS),
    placeId: read.lenient(json, "placeId", read.text),
    nearPlaceId: read.lenient(json, "nearPlaceId", read.text),
    customContext: read.lenient(json, "customContext", read.text),
    deflectedPhoneNumber: read.lenient(json, "deflectedPhoneNumber", read.text),
  });
}

function readUser(json: Json) {
  return present({
    deviceLocale: read.lenient(json, "userDeviceLocale", read.text),
    displayName: read.lenient(json, "displayName", read.text),
  });
}

function readWidget(json: Json) {
  return present({
    widgetUrl: read.lenient(json, "url", read.text),
    widgetContext: read.lenient(json, "widgetContext", read.text),
  });
}
