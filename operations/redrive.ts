import { decodeText } from "../shared/base/decode-text.ts";
import { boolean, isObject, optional, parseJson, shape, textUpTo } from "../shared/base/json.ts";
import { addressIn } from "../shared/base/phone.ts";
import type { QueueMessage } from "../shared/envelope/push-request.ts";
import { redriven } from "../shared/envelope/redriven.ts";
import { KINDS } from "../shared/ports/topic.ts";
import { CHOICE_READERS } from "./kept-choice.ts";
import type { Operation } from "./operation.ts";
import type { RedriveFact, RedriveRequest } from "./redrive-facts.ts";
import { type RedriveRules, readCount, redriveKept } from "./redrive-kept.ts";

/** The members of a request to redrive. */
export const REDRIVE_READERS = {
  ...CHOICE_READERS,
  by: textUpTo(200),
  limit: optional(readCount),
  batch: optional(readCount),
  settleMs: optional(readCount),
  isDryRun: optional(boolean),
} as const;

/** Pub/Sub takes no longer ordering key. */
const MAX_KEY_BYTES = 1024;

const RULES: RedriveRules = {
  kinds: KINDS,
  did: "redrive dead letters",
  route: ({ kept, fact: { id, kind } }) => {
    if (kind === "parked") return { why: `${id} is no dead letter` };
    return { to: kind, message: { ...redriven(kept), ...(kind === "outbound" ? orderOf(kept.message) : {}) } };
  },
};

/** What is written to one user has its order again: a person's lines, above all. */
function orderOf({ bytes }: QueueMessage): Pick<QueueMessage, "orderingKey"> {
  const json = parseJson(decodeText(bytes));
  const to = isObject(json) && typeof json.to === "string" ? addressIn(json.to) : "";
  return to === "" || Buffer.byteLength(to) > MAX_KEY_BYTES ? {} : { orderingKey: to };
}

/**
 * Publishes dead letters again on the topic of their kind, with the time when they were published first, and removes them: what
 * users have done first.
 */
export const redrive: Operation<RedriveRequest, RedriveFact> = {
  name: "redrive",
  read: shape(REDRIVE_READERS),
  run: (request, operator, signal) => redriveKept(request, RULES, { operator, signal }),
};
