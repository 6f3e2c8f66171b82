import { type Json, refuse, text, time } from "../../base/json.ts";
import { lenient, lenientNumber } from "../../base/lenient.ts";
import { present } from "../../base/present.ts";
import type { Acceptance } from "../../inbound/acceptance.ts";
import { readBilling } from "../../inbound/billing.ts";

/** A name that may be logged. A longer number in it could be a phone's. */
const CARRIER = /^(?!.*\d{5})[\w .&()+'-]{1,60}$/;

/**
 * Reads the AgentMessage that Google answers; `undefined` is the answer to a repeat. What cannot be read is left out: the
 * message was taken all the same.
 * @see https://developers.google.com/business-communications/rcs-business-messaging/reference/rest/v1/phones.agentMessages
 */
export function readAcceptance(taken: unknown): Acceptance {
  if (taken === undefined) return {};
  const json: Json = { value: taken, path: "" };
  return present({
    billing: lenient(json, "richMessageClassification", readBilling),
    carrier: lenient(json, "carrier", carrier),
    attachmentBytes: lenient(json, "totalPayloadSizeBytes", lenientNumber),
    expireTime: lenient(json, "expireTime", time)?.toISOString(),
  });
}

function carrier(json: Json): string {
  const name = text(json);
  return CARRIER.test(name) ? name : refuse(json, "a carrier's name", name.length);
}
