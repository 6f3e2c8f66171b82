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
 * Reads `context`, in which an empty string says what a missing one says; `undefined` when there is none.
 * @throws PermanentError when a member is of another type than documented.
 * @see https://developers.google.com/business-communications/business-messages/reference/rest/v1/UserMessage#Context
 */
export function readContext(json: Json): Context | undefined {
  if (read.isAbsent(json)) return undefined;
  const user = member(json, "userInfo");
  const widget = member(json, "widget");
  const deviceLocale = optional(user, "userDeviceLocale");
  return present({
    locale: optional(json, "resolvedLocale") ?? deviceLocale,
    deviceLocale,
    displayName: optional(user, "displayName"),
    entryPoint: read.word(member(json, "entryPoint"), ENTRY_POINTS),
    placeId: optional(json, "placeId"),
    nearPlaceId: optional(json, "nearPlaceId"),
    customContext: optional(json, "customContext"),
    widgetUrl: optional(widget, "url"),
    widgetContext: optional(widget, "widgetContext"),
    deflectedPhoneNumber: optional(json, "deflectedPhoneNumber"),
  });
}

function optional(of: Json, key: string): string | undefined {
  return read.isAbsent(of) ? undefined : read.optionalText(member(of, key));
}
