/**
 * Where the user came from, as far as Business Messages tells; RCS tells nothing. All of it may be the user's own words or
 * the words of whoever made the link, so nothing here proves who somebody is.
 * @see https://developers.google.com/business-communications/business-messages/reference/rest/v1/UserMessage#Context
 */
export interface Context {
  /** BCP 47: the language to answer in, which is the best match of user and agent; the device's where none is told. */
  readonly locale?: string;
  /** BCP 47: what the user's device is set to. */
  readonly deviceLocale?: string;
  readonly entryPoint?: EntryPoint;
  /** Google's id of the place that the user messaged. */
  readonly placeId?: string;
  /** The first place of a local pack: the user may mean another, so ask. */
  readonly nearPlaceId?: string;
  /** Missing where the user keeps it private. */
  readonly displayName?: string;
  /** What the link held that began the conversation. */
  readonly customContext?: string;
  readonly widgetUrl?: string;
  readonly widgetContext?: string;
  /** The number that the user was about to call. Personal to the business, not to the user. */
  readonly deflectedPhoneNumber?: string;
}

/** Where a conversation can begin; `unknown` is a place that this release has no word for. */
export const ENTRY_POINTS = [
  "place-sheet",
  "maps",
  "featured-snippet",
  "sitelink",
  "web-widget",
  "url",
  "local-pack",
  "preview",
  "unknown",
] as const;

/** Where a conversation began. */
export type EntryPoint = (typeof ENTRY_POINTS)[number];
