import { present } from "../../shared/base/present.ts";
import type { Context, EntryPoint } from "../../shared/inbound/context.ts";
import { UNKNOWN_WORD, type Variant } from "./variant.ts";
import type { WebhookEvent } from "./webhook.ts";

const ENTRY_POINTS: Readonly<Record<Exclude<EntryPoint, "unknown">, string>> = {
  "place-sheet": "PLACESHEET",
  maps: "MAPS",
  "featured-snippet": "FEATURED_SNIPPETS",
  sitelink: "SITELINKS",
  "web-widget": "WEB_WIDGET",
  url: "URL",
  "local-pack": "LOCAL_PACK",
  preview: "PREVIEW",
};

/**
 * Writes `context`; `undefined` when there is none to write.
 * @see https://developers.google.com/business-communications/business-messages/reference/rest/v1/UserMessage#Context
 */
export function writeContext(context: Context | undefined, variant: Variant): WebhookEvent | undefined {
  if (context === undefined && variant.hasEmptyContext !== true && variant.hasEmptyPlace !== true) return undefined;
  const { entryPoint, placeId, nearPlaceId, displayName, deviceLocale, locale, ...rest } = context ?? {};
  const { widgetUrl, widgetContext, customContext, deflectedPhoneNumber } = rest;
  return present({
    entryPoint: entryPoint === undefined ? undefined : writeEntryPoint(entryPoint, variant),
    placeId: placeId ?? (variant.hasEmptyPlace === true ? "" : undefined),
    nearPlaceId,
    userInfo: presentOrNone({ displayName, userDeviceLocale: deviceLocale }),
    resolvedLocale: locale,
    customContext,
    widget: presentOrNone({ url: widgetUrl, widgetContext }),
    deflectedPhoneNumber,
  });
}

function writeEntryPoint(entryPoint: EntryPoint, { unknownWord = UNKNOWN_WORD }: Variant): string {
  return entryPoint === "unknown" ? unknownWord : ENTRY_POINTS[entryPoint];
}

/** `undefined` for an object without members, which proto3 JSON leaves out. */
function presentOrNone(members: Readonly<Record<string, string | undefined>>): WebhookEvent | undefined {
  const known = present(members);
  return Object.keys(known).length === 0 ? undefined : known;
}
