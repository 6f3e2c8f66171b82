/**
 * Where the user came from, as far as Business Messages says; RCS says nothing. The user, or whoever made the link, may have
 * written any of it, so nothing here proves who somebody is.
 * @see https://developers.google.com/business-communications/business-messages/reference/rest/v1/UserMessage#Context
 */
export interface Context {
  /** BCP 47: the language to answer in, the best match of user and agent; the device's where there is none. */
  readonly locale?: string;
  /** BCP 47: the language of the user's device. */
  readonly deviceLocale?: string;
  readonly entryPoint?: EntryPoint;
  /** Google's id of the place that the user messaged. */
  readonly placeId?: string;
  /** The first place of a list of search results. The user may mean another one, so ask. */
  readonly nearPlaceId?: string;
  /** Missing where the user keeps it private. */
  readonly displayName?: string;
  /** What the link that began the conversation held. */
  readonly customContext?: string;
  readonly widgetUrl?: string;
  readonly widgetContext?: string;
  /** The number that the user was about to call. Personal to the business, not to the user. */
  readonly deflectedPhoneNumber?: string;
}

/** Where a conversation can begin; `unknown` is one that this release does not know. */
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
