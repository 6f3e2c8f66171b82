/** What goes wrong with some of what passes, calls or webhooks: with which, how often, and how likely. */
export interface Mishap<Struck> {
  /** Which ones; all when it is missing. */
  readonly matches?: (struck: Struck) => boolean;
  /** How many; 1 when it is missing, and `Infinity` for every one. */
  readonly times?: number;
  /** How likely one that matches is struck, from 0 to 1 and by the platform's seed; 1 when it is missing. */
  readonly chance?: number;
}

/** What is still to go wrong, in the order it was asked for, and how often each. */
export type Mishaps<Kind> = Map<Kind, number>;

/** Adds a mishap; the same one again prolongs it. */
export function addMishap<Kind extends Mishap<never>>(mishaps: Mishaps<Kind>, mishap: Kind): void {
  mishaps.set(mishap, (mishaps.get(mishap) ?? 0) + (mishap.times ?? 1));
}

/** The first mishap that strikes, used up by one; one whose chance did not come is not used up. */
export function takeMishap<Struck, Kind extends Mishap<Struck>>(
  mishaps: Mishaps<Kind>,
  struck: Struck,
  random: () => number,
): Kind | undefined {
  for (const [mishap, left] of mishaps) {
    if (left < 1 || mishap.matches?.(struck) === false) continue;
    if (mishap.chance !== undefined && random() >= mishap.chance) continue;
    if (left > 1) mishaps.set(mishap, left - 1);
    else mishaps.delete(mishap);
    return mishap;
  }
  return undefined;
}
