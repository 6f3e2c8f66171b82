import { describeError } from "../base/describe-error.ts";
import { type Delivery, writePush } from "../envelope/push-request.ts";

/** The status that an endpoint answered, or why it did not answer. */
export type PushAnswer = { readonly status: number } | { readonly error: string };

/** What a push request says besides the message. */
export interface PushOptions {
  readonly endpoint: string;
  readonly subscription: string;
  readonly messageId: string;
  readonly published: Date;
  readonly ackDeadlineMs: number;
}

/** @see https://cloud.google.com/pubsub/docs/push#receive_push */
const ACKNOWLEDGING: readonly number[] = [102, 200, 201, 202, 204];

/** Pushes a message once, as Pub/Sub would. Never rejects. */
export async function push(delivery: Pick<Delivery, "message" | "attempt">, options: PushOptions): Promise<PushAnswer> {
  const { endpoint, ackDeadlineMs } = options;
  try {
    const response = await fetch(endpoint, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: writePush(delivery, options),
      redirect: "manual",
      signal: AbortSignal.timeout(ackDeadlineMs),
    });
    // Read to its end, so that the connection serves the next push.
    await response.arrayBuffer();
    return { status: response.status };
  } catch (error) {
    return { error: describeError(error) };
  }
}

/** True when the endpoint acknowledged the message. */
export function isAcknowledged(answer: PushAnswer): boolean {
  return "status" in answer && ACKNOWLEDGING.includes(answer.status);
}
