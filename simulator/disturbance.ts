import type { WebhookEvent } from "./webhook.ts";

/** What goes wrong with webhooks on their way. Rules are tried in the order they were made; an event meets one at most. */
export type Disturbance = DisturbanceRule &
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

interface DisturbanceRule {
  /** Which events; all when it is missing. */
  readonly matches?: (event: WebhookEvent) => boolean;
  /** How many events; 1 when it is missing. */
  readonly times?: number;
  /** How likely an event that matches is struck, from 0 to 1 and by the platform's seed; 1 when it is missing. */
  readonly chance?: number;
}

/** The rules that are left, and for how many events each. */
export type Disturbances = Map<Disturbance, number>;

/** The first rule that this event meets, used up by one. */
export function takeDisturbance(
  rules: Disturbances,
  event: WebhookEvent,
  random: () => number,
): Disturbance | undefined {
  for (const [rule, left] of rules) {
    if (left < 1 || rule.matches?.(event) === false) continue;
    if (rule.chance !== undefined && random() >= rule.chance) continue;
    rules.set(rule, left - 1);
    return rule;
  }
  return undefined;
}
