import type { Channel } from "../../shared/base/ids.ts";
import type { WebhookEvent } from "../webhooks/webhook.ts";
import type { WebhookAttempt } from "../webhooks/webhook-queue.ts";
import type { PlatformFact } from "./platform-fact.ts";

/** Everything that happens in the simulator, in its order: calls, what users and phones do, and webhooks. */
export type LiveFact = PlatformFact | UserFact | ({ readonly type: "webhook-posted" } & WebhookAttempt);

/** A user or their phone has done something. Its event is posted next, where there is a webhook. */
interface UserFact {
  readonly type: "user-acted";
  readonly at: Date;
  readonly channel: Channel;
  readonly address: string;
  /** In Google's JSON. */
  readonly event: WebhookEvent;
}
