/** What goes wrong with some of what passes, calls or webhooks: with which, how often, and how likely. */
export interface FaultRule<Target> {
  /** Which ones; all when it is missing. */
  readonly matches?: (target: Target) => boolean;
  /** How many; 1 when it is missing, and `Infinity` for every one. */
  readonly times?: number;
  /** How likely one that matches is target, from 0 to 1 and by the platform's seed; 1 when it is missing. */
  readonly probability?: number;
}

/** What is still to go wrong, in the order it was asked for, and how often each. */
export type FaultRules<Kind> = Map<Kind, number>;

/** Adds a rule; the same one again prolongs it. */
export function addFault<Kind extends FaultRule<never>>(rules: FaultRules<Kind>, rule: Kind): void {
  rules.set(rule, (rules.get(rule) ?? 0) + (rule.times ?? 1));
}

/** The first rule that strikes, used up by one; one whose probability did not come is not used up. */
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
