import { decodeText } from "../shared/base/decode-text.ts";
import { optional, parseJson, shape, textUpTo } from "../shared/base/json.ts";
import { present } from "../shared/base/present.ts";
import type { QueueMessage } from "../shared/envelope/push-request.ts";
import type { KeptFact } from "./describe-kept.ts";
import { type KeptId, kindOf, readKeptId } from "./kept-choice.ts";
import { maskAttributes, maskJson } from "./mask.ts";
import type { Operation } from "./operation.ts";
import type { Operator } from "./operator.ts";
import { readKept } from "./read-kept.ts";
import { recordAccess } from "./record-access.ts";

/** Which kept message is shown, and how much of it. */
export interface ShowKeptRequest {
  readonly id: KeptId;
  /** Shows what people have said: who looks, for the record that this leaves. */
  readonly unmaskedBy?: string;
}

/** A kept message, masked unless it was asked for as it is. */
export interface ShowKeptFact extends KeptFact {
  readonly type: "kept";
  readonly attributes: Readonly<Record<string, string>>;
  readonly bytes: number;
  /** The structure of the JSON that it holds, or that JSON itself; missing where it is none. */
  readonly json?: unknown;
  /** What is no JSON, in base64: only where it is shown as it is. */
  readonly base64?: string;
  /** Where the record is that somebody looked. */
  readonly record?: string;
}

/** Shows a kept message. It is not taken. */
export const showKept: Operation<ShowKeptRequest, ShowKeptFact> = {
  name: "show-kept",
  read: shape({ id: readKeptId, unmaskedBy: optional(textUpTo(200)) }),
  async *run({ id, unmaskedBy: by }, operator, signal) {
    for await (const { fact, kept } of readKept([kindOf(id)], operator, signal)) {
      if (fact.id !== id) continue;
      if (by === undefined) yield { type: "kept", ...fact, ...masked(kept.message) };
      else yield { type: "kept", ...fact, ...(await unmasked(kept.message, { by, fact }, operator)) };
      return;
    }
    if (!signal.aborted) throw notFound([id]);
  },
};

/** Nothing has these ids, or somebody else has it in hand. */
export function notFound(ids: readonly KeptId[]): Error {
  const command = ids.some((id) => kindOf(id) === "parked") ? "parked" : "dead-letters";
  const shows = `npx heliograph ${command} list --each shows what there is`;
  return new Error(
    `Cannot find ${ids.join(", ")}: ${shows}. What another command has in hand, or one that was killed, is back within a minute`,
  );
}

function masked({ bytes, attributes }: QueueMessage) {
  const json = parseJson(bytes.toString());
  return {
    attributes: maskAttributes(attributes),
    bytes: bytes.length,
    ...present({ json: json === undefined ? undefined : maskJson(json) }),
  };
}

async function unmasked(
  { bytes, attributes }: QueueMessage,
  { by, fact }: { readonly by: string; readonly fact: KeptFact },
  operator: Operator,
) {
  const { id, conversation = "" } = fact;
  const { path } = await recordAccess(operator, { by, did: "show a kept message", about: { id, conversation } });
  const json = parseJson(decodeText(bytes));
  return {
    attributes,
    bytes: bytes.length,
    record: path,
    ...(json === undefined ? { base64: bytes.toString("base64") } : { json }),
  };
}
