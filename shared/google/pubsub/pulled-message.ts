import { TransientError } from "../../base/errors.ts";
import { isObject } from "../../base/json.ts";
import { readMessage } from "../../envelope/push-request.ts";
import type { KeptMessage } from "../../ports/kept-messages.ts";
import { parseAnswer } from "../http/parse-answer.ts";

/** A message that was pulled, and the id by which this delivery of it is acknowledged. */
export interface PulledMessage extends KeptMessage {
  readonly ackId: string;
}

/** Reads the response to a pull. @throws TransientError for what Pub/Sub does not answer. */
export function readPulled(body: string): readonly PulledMessage[] {
  const json = parseAnswer(body);
  const received: unknown = isObject(json) ? (json.receivedMessages ?? []) : undefined;
  return Array.isArray(received) ? received.map(readOne) : refusePulled();
}

function readOne(received: unknown): PulledMessage {
  if (!isObject(received) || !isObject(received.message) || typeof received.ackId !== "string") return refusePulled();
  const { id, message, published } = readMessage(received.message);
  return id === "" || published === undefined ? refusePulled() : { id, message, published, ackId: received.ackId };
}

function refusePulled(): never {
  throw new TransientError("Cannot read what was pulled: expected messages of Pub/Sub; check PUBSUB_EMULATOR_HOST");
}
