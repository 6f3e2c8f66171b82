import type { Address } from "../shared/base/ids.ts";
import type { Reply } from "../shared/reply/reply.ts";
import type { Suggestion } from "../shared/reply/suggestion.ts";
import { zonesOf } from "./campaign/day-hours.ts";

/**
 * How a message is counted: `basic`, a text alone of at most 160 bytes; `single`, anything else; and for numbers of the United
 * States and Canada a rich message by its segments, or a rich media message.
 * @see https://developers.google.com/business-communications/rcs-business-messaging/carriers/billing/us-billing-model
 * @see https://developers.google.com/business-communications/rcs-business-messaging/carriers/billing/rbm-billing-faq
 */
export type CostClass = "basic" | "single" | "us-rich" | "us-rich-media";

/** What a message costs: how many of its class, which is one, or the segments of a rich message. */
export interface Cost {
  readonly costClass: CostClass;
  readonly units: number;
}

/** Of UTF-8. */
const BASIC_BYTES = 160;
const SEGMENT_BYTES = 160;
const NORTH_AMERICA = "America/New_York";

/** Tells how a message to a phone is counted. What the user answers, and what a carrier's own contract says, comes on top. */
export function costOf(reply: Reply, phone: Address): Cost {
  const isNorthAmerican = phone.startsWith("+1") && zonesOf(phone)?.includes(NORTH_AMERICA) === true;
  if (reply.type !== "text") return { costClass: isNorthAmerican ? "us-rich-media" : "single", units: 1 };
  const { text, suggestions = [] } = reply;
  const bytes = Buffer.byteLength(text);
  if (!isNorthAmerican) {
    return { costClass: suggestions.length === 0 && bytes <= BASIC_BYTES ? "basic" : "single", units: 1 };
  }
  if (!suggestions.every(isRich)) return { costClass: "us-rich-media", units: 1 };
  return { costClass: "us-rich", units: Math.max(1, Math.ceil(bytes / SEGMENT_BYTES)) };
}

/** A reply, or an action that dials or opens the browser, leaves a message rich. */
function isRich(suggestion: Suggestion): boolean {
  const { type } = suggestion;
  return type === "reply" || type === "dial" || (type === "openUrl" && suggestion.webview === undefined);
}
