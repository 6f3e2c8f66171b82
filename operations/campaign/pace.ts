/** How many messages are published at once. It grows while they are taken at once, and halves when they are not. */
export interface Pace {
  /** From 1 to the most that is allowed in a second. */
  size(): number;
  /** The last ones were taken so soon. */
  note(tookMs: number): void;
}

/** A function that scales from zero takes so many without a queue. */
const FIRST_SIZE = 10;
const GROWTH = 1.25;
/** Longer, and Google or a function has more than it can do: its calls are refused or queued. */
const SOON_MS = 2500;

/** Opens the pace of a campaign. @param most Messages a second. */
export function openPace(most: number): Pace {
  let size = Math.min(FIRST_SIZE, most);
  return {
    size: () => Math.max(1, Math.floor(size)),
    note(tookMs) {
      size = tookMs <= SOON_MS ? Math.min(most, size * GROWTH + 1) : Math.max(1, size / 2);
    },
  };
}
