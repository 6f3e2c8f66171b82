import { isConversationId } from "../shared/base/ids.ts";
import { present } from "../shared/base/present.ts";
import { firstPublished } from "../shared/envelope/push-request.ts";
import { redrivesOf } from "../shared/envelope/redriven.ts";
import type { KeptMessage } from "../shared/ports/kept-messages.ts";
import type { KeptId, KeptKind } from "./kept-choice.ts";

/** What an operator is told of a kept message: nothing that a person has said. Times are RFC 3339. */
export interface KeptFact {
  readonly id: KeptId;
  readonly kind: KeptKind;
  readonly reason: string;
  readonly conversation?: string;
  /** Since when it waits for people. */
  readonly since: string;
  /** When it was published for the first time. */
  readonly published: string;
  /** How often it was delivered before, where that is known. */
  readonly attempts?: number;
  readonly redrives: number;
}

/** The reason of what Pub/Sub itself gave up: the function did not start, or died over it each time. */
const GAVE_UP = "gave-up";
const NO_REASON = "no-reason";
/** What anybody can publish may stand where a reason should. */
const REASON = /^[a-z0-9]+(-[a-z0-9]+){0,5}$/;
const PHONE = /\d{5}/;
const DELIVERY_COUNT = "CloudPubSubDeadLetterSourceDeliveryCount";

/** Describes a kept message by its attributes. */
export function describeKept(kind: KeptKind, kept: KeptMessage): KeptFact {
  const { attributes } = kept.message;
  const { conversation } = attributes;
  return {
    id: `${kind}/${kept.id}`,
    kind,
    reason: reasonOf(attributes),
    since: kept.published.toISOString(),
    published: (firstPublished(kept) ?? kept.published).toISOString(),
    redrives: redrivesOf(kept.message),
    ...present({
      conversation: isConversationId(conversation) ? conversation : undefined,
      attempts: attemptsOf(attributes),
    }),
  };
}

/** True for what may be shown as a reason. */
export function isReason(reason: string | undefined): reason is string {
  return reason !== undefined && reason.length <= 60 && REASON.test(reason) && !PHONE.test(reason);
}

function reasonOf(attributes: Readonly<Record<string, string>>): string {
  if (DELIVERY_COUNT in attributes) return GAVE_UP;
  return isReason(attributes.reason) ? attributes.reason : NO_REASON;
}

function attemptsOf(attributes: Readonly<Record<string, string>>): number | undefined {
  const attempts = Number(attributes[DELIVERY_COUNT] ?? attributes.attempts);
  return Number.isSafeInteger(attempts) && attempts > 0 ? attempts : undefined;
}
