/** The middle of values, and where it lies with a confidence of 95 %. */
export interface Estimate {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

const TAIL = 0.025;

/** Divides round by round: what disturbed a round has disturbed both. */
export function pairedRatio(ours: readonly number[], theirs: readonly number[]): Estimate {
  return estimate(ours.map((value, round) => value / (theirs[round] ?? Number.NaN)));
}

/** The median, and the two of the sorted values between which it lies by the binomial distribution, whatever that of the values. */
export function estimate(values: readonly number[]): Estimate {
  const sorted = values.toSorted((one, other) => one - other);
  const cut = cutOf(sorted.length);
  return {
    median: ((sorted[(sorted.length - 1) >> 1] ?? 0) + (sorted[sorted.length >> 1] ?? 0)) / 2,
    low: sorted[cut] ?? Number.NaN,
    high: sorted[sorted.length - 1 - cut] ?? Number.NaN,
  };
}

/** How many of n sorted values may be left out at each end. */
function cutOf(n: number): number {
  let chance = 0.5 ** n;
  let sum = chance;
  let cut = 0;
  while (sum <= TAIL) {
    cut += 1;
    chance *= (n - cut + 1) / cut;
    sum += chance;
  }
  return Math.max(0, cut - 1);
}
