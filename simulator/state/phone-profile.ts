import { ApiError } from "../api/api-error.ts";
import type { ApiCall, CallPath } from "../api/call.ts";

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

/** Calls for which the phone must be one that RCS reaches. */
const NEEDS_REACHABLE_PHONE: readonly CallPath[] = ["agentMessages", "agentEvents", "capabilities"];

/**
 * The call as the phone shows it, with its fallback where it lacks what the message needs.
 * @throws ApiError 403 or 404 when the agent cannot reach the phone; 400 when the phone cannot show the message.
 */
export function fitToPhone(call: ApiCall, profile: PhoneProfile, isTester: boolean): ApiCall {
  const { channel, act, needs } = call;
  if (NEEDS_REACHABLE_PHONE.includes(call.path) && act.type !== "revoke") checkReach(call, profile, isTester);
  const isAble = profile.features === undefined || needs.every((need) => profile.features?.includes(need));
  if (isAble) return call;
  if (channel === "rcs") throw new ApiError(400, `Cannot show the message: the phone lacks one of ${needs.join(", ")}`);
  if (act.type !== "message" || act.fallback === undefined) {
    const detail = { status: "FAILED_PRECONDITION" } as const;
    throw new ApiError(400, "Cannot show the message: expected a fallback for this device", detail);
  }
  const { content: _content, fallback, ...kept } = act;
  return { ...call, act: { ...kept, text: fallback } };
}

/** Whether RCS reaches the phone at all. */
export function isReachable({ reach = "online" }: PhoneProfile): boolean {
  return reach === "online" || reach === "offline";
}

function checkReach({ path }: ApiCall, { reach }: PhoneProfile, isTester: boolean): void {
  if (reach === "no-rcs" || reach === "not-launched-here") {
    throw new ApiError(404, "Cannot reach the phone: expected one with RCS on a network where the agent is launched");
  }
  if (reach !== "testers-only" || isTester) return;
  throw new ApiError(path === "capabilities" ? 404 : 403, "Cannot reach the phone: expected an accepted tester");
}
