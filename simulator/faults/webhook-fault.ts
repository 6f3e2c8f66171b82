import type { FaultRule } from "./fault-rule.ts";

/** An event in the channel's own JSON. */
type EventJson = Readonly<Record<string, unknown>>;

/**
 * What goes wrong with a webhook on its way. At most one fault applies to an event.
 * - `duplicate`: the webhook is posted twice.
 * - `reorder`: it waits until the next webhook was posted, at most a second.
 * - `drop`: it is never posted.
 * - `forge`: a copy with a wrong signature is posted first, once.
 * - `old-token`: it is signed with the token before this one.
 * - `delay`: it is posted later.
 */
export type WebhookFault = FaultRule<EventJson> &
  (
    | { readonly do: "duplicate" | "reorder" | "drop" | "forge" | "old-token" }
    | { readonly do: "delay"; readonly delayMs: number }
  );
