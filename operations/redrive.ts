import { boolean, optional, shape, textUpTo } from "../shared/base/json.ts";
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

const RULES: RedriveRules = {
  kinds: KINDS,
  did: "redrive dead letters",
  route: ({ kept, fact: { id, kind } }) =>
    kind === "parked" ? { why: `${id} is no dead letter` } : { to: kind, message: redriven(kept) },
};

/**
 * Publishes dead letters again on the topic of their kind, with the time when they were published first, and removes them: what
 * users have done first.
 */
export const redrive: Operation<RedriveRequest, RedriveFact> = {
  name: "redrive",
  read: shape(REDRIVE_READERS),
  run: (request, operator, signal) => redriveKept(request, RULES, { operator, signal }),
};
