/** Which calls or webhooks a fault applies to, how often, and how likely. */
export interface FaultRule<Target> {
  /** Whether the fault can apply; it can to all when this is missing. */
  readonly matches?: (target: Target) => boolean;
  /** How often it applies; 1 when it is missing, `Infinity` for every time. */
  readonly times?: number;
  /** How likely it applies to one that matches, from 0 to 1; 1 when it is missing. Drawn from the platform's seed. */
  readonly probability?: number;
}

/** The faults that can still apply, in the order they were added, and how often each. */
export type FaultRules<Kind> = Map<Kind, number>;

/** Adds a fault. Adding the same object again adds to how often it applies. */
export function addFault<Kind extends FaultRule<never>>(rules: FaultRules<Kind>, rule: Kind): void {
  rules.set(rule, (rules.get(rule) ?? 0) + (rule.times ?? 1));
}

/** Takes the first fault that applies, which is then left once less. A fault that did not apply by chance is not used up. */
export function takeFault<Target, Kind extends FaultRule<Target>>(
  rules: FaultRules<Kind>,
  target: Target,
  random: () => number,
): Kind | undefined {
  for (const [rule, left] of rules) {
    if (left < 1 || rule.matches?.(target) === false) continue;
    if (rule.probability !== undefined && random() >= rule.probability) continue;
    if (left > 1) rules.set(rule, left - 1);
    else rules.delete(rule);
    return rule;
  }
  return undefined;
}
