/** What kind of phone it is and what it does by itself. An empty profile is online, shows all, and sends nothing. */
export interface PhoneProfile {
  /**
   * `online` when it is missing. `offline` phones get what waits for them when they come back; `testers-only` ones are
   * reached by an agent that they have accepted as testers.
   */
  readonly reach?: "online" | "offline" | "no-rcs" | "not-launched-here" | "testers-only";
  /** In the words of RCS capabilities, and `SURVEY`; all of them when it is missing. */
  readonly features?: readonly string[];
  /** Google tells it of phones in the United States only, and classifies their messages. */
  readonly carrier?: string;
  /** Told in the context of Business Messages. */
  readonly locale?: string;
  /** Which receipts it sends; none when it is missing, and the message is shown at once. */
  readonly autoReceipts?: AutoReceipts;
  /** The user starts to type this long after a message is shown. */
  readonly typingAfterMs?: number;
  /** The user answers each message. */
  readonly autoReply?: { readonly afterMs: number; readonly text: string };
  /** The user taps the first suggested reply or action of each message that has one. */
  readonly autoTap?: { readonly afterMs: number };
  /** What happens to a message that is not delivered in its time to live; `revoked` when it is missing. */
  readonly onExpiry?: "revoked" | "revoke-failed" | "delivered-after-failure" | "both" | "neither";
  /** Whether a message is delivered although Google said that it was taken back; `removed` when it is missing. */
  readonly onRevoke?: "removed" | "delivered-anyway";
}

/** When a phone says what. */
interface AutoReceipts {
  /** From the call to the moment that the message is shown; until then it can be taken back. */
  readonly deliveredAfterMs: number;
  /** From then to READ; a user who has switched read receipts off has none. */
  readonly readAfterMs?: number;
}

/** What every phone can do that has no list of its own. @see https://developers.google.com/business-communications/rcs-business-messaging/guides/build/capabilities */
export const ALL_FEATURES: readonly string[] = [
  "RICHCARD_STANDALONE",
  "RICHCARD_CAROUSEL",
  "ACTION_CREATE_CALENDAR_EVENT",
  "ACTION_DIAL",
  "ACTION_OPEN_URL",
  "ACTION_SHARE_LOCATION",
  "ACTION_VIEW_LOCATION",
  "ACTION_OPEN_URL_IN_WEBVIEW",
  "PDF_IN_RICH_CARDS",
];

/** Whether RCS reaches the phone at all. */
export function isReachable({ reach = "online" }: PhoneProfile): boolean {
  return reach === "online" || reach === "offline";
}
