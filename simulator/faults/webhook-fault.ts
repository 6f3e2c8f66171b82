import type { WebhookEvent } from "../webhooks/webhook.ts";
import type { FaultRule } from "./fault-rule.ts";

/** What goes wrong with webhooks on their way. An event meets one at most. */
export type WebhookFault = FaultRule<WebhookEvent> &
  (
    | {
        /**
         * `duplicate`: posted twice. `reorder`: held back until the next one has passed, for a second at most. `drop`: lost.
         * `forge`: a copy with a wrong signature goes before it, once. `old-token`: signed with the token before this one.
         */
        readonly do: "duplicate" | "reorder" | "drop" | "forge" | "old-token";
      }
    | { readonly do: "delay"; readonly delayMs: number }
  );
