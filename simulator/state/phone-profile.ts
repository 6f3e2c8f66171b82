/** What a phone can do and what it does by itself. With an empty profile it is online, shows everything and sends nothing. */
export interface PhoneProfile {
  /**
   * `online` when it is missing. A phone that was `offline` shows what waited when it is online again. A `testers-only`
   * phone is reached only by agents whose invitation as a tester it has accepted.
   */
  readonly reach?: "online" | "offline" | "no-rcs" | "not-launched-here" | "testers-only";
  /** The names of RCS capabilities, and `SURVEY`; all of them when it is missing. */
  readonly features?: readonly string[];
  /** Set it only for a phone in the United States: Google names no other carriers, and classifies messages to these phones. */
  readonly carrier?: string;
  /** The locale in the context of Business Messages. */
  readonly locale?: string;
  /** When it sends receipts. When it is missing, it sends none and shows messages at once. */
  readonly autoReceipts?: AutoReceipts;
  /** How long after a message is shown the user starts to type. */
  readonly typingAfterMs?: number;
  /** The user answers each message with this text. */
  readonly autoReply?: { readonly afterMs: number; readonly text: string };
  /** The user taps the first suggested reply or action of each message that has one. */
  readonly autoTap?: { readonly afterMs: number };
  /** What happens to a message that is not delivered within its time to live; `revoked` when it is missing. */
  readonly onExpiry?: "revoked" | "revoke-failed" | "delivered-after-failure" | "both" | "neither";
  /** `delivered-anyway`: a message is shown although Google has confirmed its revocation. `removed` when it is missing. */
  readonly onRevoke?: "removed" | "delivered-anyway";
}

/** When a phone sends its receipts. */
interface AutoReceipts {
  /** From the call until the message is shown and DELIVERED is sent. Until then it can be revoked. */
  readonly deliveredAfterMs: number;
  /** From DELIVERED until READ. Missing for a user who has switched read receipts off. */
  readonly readAfterMs?: number;
}

/** The capabilities of a phone whose profile lists none. @see https://developers.google.com/business-communications/rcs-business-messaging/guides/build/capabilities */
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

/** Whether the phone has RCS, online or offline. */
export function isReachable({ reach = "online" }: PhoneProfile): boolean {
  return reach === "online" || reach === "offline";
}

/** What a phone tells of itself with each event of Business Messages. */
export function contextOf({ locale }: PhoneProfile): Readonly<Record<string, unknown>> {
  return locale === undefined ? {} : { userInfo: { userDeviceLocale: locale }, resolvedLocale: locale };
}
