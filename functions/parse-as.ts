import { PermanentError } from "../shared/base/errors.ts";
import type { QueueMessage } from "../shared/envelope/push-request.ts";
import type { Inbound } from "../shared/inbound/inbound.ts";
import { parse } from "../shared/inbound/parse.ts";

/** Reads facts of one kind. @throws PermanentError as `parse`, and with reason `wrong-topic` for a fact of another kind. */
export function parseAs<K extends Inbound["type"]>(kind: K): (message: QueueMessage) => Extract<Inbound, { type: K }> {
  return (message) => {
    const fact = parse(message);
    if (isOf(fact, kind)) return fact;
    throw new PermanentError("wrong-topic", `Cannot read a fact: expected ${kind}, got ${fact.type}`);
  };
}

function isOf<K extends Inbound["type"]>(fact: Inbound, kind: K): fact is Extract<Inbound, { type: K }> {
  return fact.type === kind;
}
