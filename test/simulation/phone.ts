import type { PhoneProfile } from "../../simulator/state/phone-profile.ts";

/** A phone that is online, and tells what it shows and what its user reads. */
export const PHONE: PhoneProfile = { autoReceipts: { deliveredAfterMs: 300, readAfterMs: 2000 } };
