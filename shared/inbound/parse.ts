import { PermanentError } from "../base/errors.ts";
import { parseJson, refuse } from "../base/json.ts";
import { type QueueMessage, readRouting } from "../envelope/push-request.ts";
import { readBusinessMessages } from "./business-messages/business-messages.ts";
import type { Inbound } from "./inbound.ts";
import { readRcs } from "./rcs.ts";

/** Far above any real webhook (an RCS text has at most 3,072 characters), far below the 1 MiB of a history entry. */
const MAX_FACT_BYTES = 262_144;

/**
 * Reads a sealed message as a fact.
 * @throws PermanentError with reason `unsealed` when its attributes are not those of `seal`.
 * @throws PermanentError with reason `too-large` above 256 KiB.
 * @throws PermanentError with reason `wrong-topic` when the body is another kind of fact than the attributes say.
 * @throws PermanentError with reason `unreadable` when its bytes are not what the channel documents.
 */
export function parse(message: QueueMessage): Inbound {
  const routing = readRouting(message);
  if (message.bytes.length > MAX_FACT_BYTES) {
    throw new PermanentError(
      "too-large",
      `Cannot read the body: expected at most ${MAX_FACT_BYTES} bytes, got ${message.bytes.length}`,
    );
  }
  const value = parseJson(message.bytes.toString());
  const json = { value, path: "" };
  if (value === undefined) refuse(json, "JSON", "another text");
  const details = (routing.channel === "rcs" ? readRcs : readBusinessMessages)(json, routing.received);
  if (details.type !== routing.kind) {
    throw new PermanentError("wrong-topic", `Cannot read a ${routing.kind}: the body is a ${details.type}`);
  }
  return { ...details, ...routing } as Inbound;
}
