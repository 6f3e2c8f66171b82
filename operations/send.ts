import { readOutbound } from "../functions/outbound/read-outbound.ts";
import { NotDurableError } from "../shared/base/errors.ts";
import { type Json, shape } from "../shared/base/json.ts";
import type { Operation } from "./operation.ts";

/** What another system would publish, in JSON. */
export interface SendRequest {
  readonly request?: unknown;
}

/** It is on the topic `outbound`, and is done there as any other. */
export interface SendFact {
  readonly type: "published";
  readonly id: string;
  readonly conversation: string;
}

/** Publishes a request on the topic `outbound`, as another system does, once the function that takes it would not refuse it. */
export const send: Operation<SendRequest, SendFact> = {
  name: "send",
  read: shape({ request: (json: Json): unknown => json.value }),
  async *run({ request }, { directory, publisher, clock }) {
    const message = { bytes: Buffer.from(JSON.stringify(request ?? null)), attributes: {} };
    const { id, conversation, address } = readOutbound(await directory(), clock)(message);
    await publisher.publish("outbound", { ...message, orderingKey: address }).catch(explainMissing);
    yield { type: "published", id, conversation };
  },
};

/** @throws Error that says what to check where there is no such topic. */
function explainMissing(error: unknown): never {
  if (!(error instanceof NotDurableError) || error.status !== 404) throw error;
  throw new Error(`${error.message}: there is no such topic; check --project and --prefix`, { cause: error });
}
