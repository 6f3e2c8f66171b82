/** How far work had come at a time, both on a scale of the caller's. */
interface Mark {
  readonly place: number;
  readonly atMs: number;
}

const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;

/**
 * Reckons how long work still takes that goes from place to place, from how quick it was since the first one. Where the places are
 * times of messages, their crowds make it a guess. @returns Undefined for the first place.
 */
export function timeLeft(
  end: number,
  now: () => number = () => performance.now(),
): (place: number) => string | undefined {
  let first: Mark | undefined;
  return (place) => {
    const atMs = now();
    first ??= { place, atMs };
    if (place <= first.place) return undefined;
    const leftMs = ((atMs - first.atMs) * Math.max(0, end - place)) / (place - first.place);
    return `about ${inWords(Math.ceil(leftMs / 1000))} left`;
  };
}

function inWords(seconds: number): string {
  if (seconds < MINUTE_S) return `${seconds} s`;
  if (seconds < HOUR_S) return `${Math.ceil(seconds / MINUTE_S)} min`;
  return `${Math.floor(seconds / HOUR_S)} h ${Math.ceil((seconds % HOUR_S) / MINUTE_S)} min`;
}
