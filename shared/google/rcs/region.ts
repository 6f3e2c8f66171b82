import type { Region } from "../../base/agent.ts";
import type { Address } from "../../base/ids.ts";

/** By the first digit of the country code. */
const REGIONS: Readonly<Record<string, Region>> = {
  "1": "us",
  "2": "europe",
  "3": "europe",
  "4": "europe",
  "5": "us",
  "6": "asia",
  "7": "europe",
  // Not documented: every other region.
  "8": "asia",
  "9": "asia",
};

/**
 * Whose host knows a phone number.
 * @param phone In E.164 form.
 * @see https://developers.google.com/business-communications/rcs-business-messaging/guides/learn/best-practices
 */
export function regionOf(phone: Address): Region {
  return REGIONS[phone.charAt(1)] ?? "asia";
}
