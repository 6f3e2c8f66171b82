import { isObject } from "../../shared/base/json.ts";
import type { MediaLink, MessageAct } from "./call.ts";
import { ownProperty } from "./own-property.ts";
import type { Body } from "./schema.ts";

/**
 * The capability that each field of a message needs. A webview needs none of its own: a phone without one opens the browser.
 * @see https://developers.google.com/business-communications/rcs-business-messaging/guides/build/capabilities
 */
const NEEDS: Readonly<Record<string, string>> = {
  standaloneCard: "RICHCARD_STANDALONE",
  carouselCard: "RICHCARD_CAROUSEL",
  createCalendarEventAction: "ACTION_CREATE_CALENDAR_EVENT",
  dialAction: "ACTION_DIAL",
  openUrlAction: "ACTION_OPEN_URL",
  shareLocationAction: "ACTION_SHARE_LOCATION",
  viewLocationAction: "ACTION_VIEW_LOCATION",
};

/** The capabilities that a phone needs to show a message, each once. */
export function capabilitiesNeeded(message: unknown): readonly string[] {
  if (Array.isArray(message)) return [...new Set(message.flatMap(capabilitiesNeeded))];
  if (!isObject(message)) return [];
  const needed = Object.keys(message).flatMap((key) => ownProperty(NEEDS, key) ?? []);
  return [...new Set([...needed, ...Object.values(message).flatMap(capabilitiesNeeded)])];
}

const MEDIA: Readonly<Record<string, Pick<MediaLink, "part" | "isUploaded">>> = {
  fileUrl: { part: "file", isUploaded: false },
  thumbnailUrl: { part: "thumbnail", isUploaded: false },
  fileName: { part: "file", isUploaded: true },
  thumbnailName: { part: "thumbnail", isUploaded: true },
};

/** The files that a body names, each with the path of its field. */
export function mediaOf(value: unknown, field = ""): readonly MediaLink[] {
  if (Array.isArray(value)) return value.flatMap((element, index) => mediaOf(element, `${field}[${index}]`));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    const at = field === "" ? key : `${field}.${key}`;
    const kind = ownProperty(MEDIA, key);
    return kind !== undefined && typeof member === "string"
      ? [{ field: at, source: member, ...kind }]
      : mediaOf(member, at);
  });
}

/** What the user sees of a message. Everything except a plain text also keeps Google's JSON. */
export function readContent(content: Body): Pick<MessageAct, "text" | "content"> {
  const { text } = content;
  if (typeof text === "string") {
    return Object.keys(content).length === 1 ? { text } : { text, content };
  }
  return { text: wordsOf(content.richCard).join("\n"), content };
}

/** Titles and descriptions, in the order shown. */
function wordsOf(card: unknown): readonly string[] {
  if (Array.isArray(card)) return card.flatMap(wordsOf);
  if (!isObject(card)) return [];
  const { title, description, standaloneCard, carouselCard, cardContent, cardContents } = card;
  const words = [title, description].filter((words) => typeof words === "string");
  return [...words, ...[standaloneCard, carouselCard, cardContent, cardContents].flatMap(wordsOf)];
}
