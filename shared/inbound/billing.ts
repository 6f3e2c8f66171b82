import type { Json } from "../base/json.ts";
import { lenient, lenientEnum, lenientNumber } from "../base/lenient.ts";
import { present } from "../base/present.ts";

/**
 * How a carrier of the United States counts a message.
 * @see https://developers.google.com/business-communications/rcs-business-messaging/carriers/billing/us-billing-model
 */
export interface Billing {
  readonly type: "rich" | "rich-media" | "suggested-action" | "unknown";
  /** Of 160 bytes of UTF-8; only a rich message has them. */
  readonly segments?: number;
}

const BILLINGS: Readonly<Record<string, Billing["type"]>> = {
  RICH_MESSAGE: "rich",
  RICH_MEDIA_MESSAGE: "rich-media",
  SUGGESTED_ACTION_CLICK: "suggested-action",
};

/** Reads a `richMessageClassification`, of a user's message or of ours. @throws PermanentError for anything but an object. */
export function readBilling(json: Json): Billing {
  const type = lenientEnum(json, "classificationType", BILLINGS) ?? "unknown";
  return { type, ...present({ segments: lenient(json, "segmentCount", lenientNumber) }) };
}
