import type { Billing } from "./billing.ts";

/**
 * What Google said when it took a message of ours. RCS alone says anything, and all but the expiry only of numbers in the United
 * States.
 * @see https://developers.google.com/business-communications/rcs-business-messaging/reference/rest/v1/phones.agentMessages
 */
export interface Acceptance {
  /** How the carrier counts it, and so what it costs. */
  readonly billing?: Billing;
  /** As Google names it. */
  readonly carrier?: string;
  /** Of its attachments alone, neither text nor suggestions. */
  readonly attachmentBytes?: number;
  /** When Google ends its tries to deliver, in RFC 3339. */
  readonly expireTime?: string;
}
