/** How often everything is run. */
export interface Rounds {
  readonly rounds: number;
  readonly note: (line: string) => void;
}

/**
 * Runs each of them once a round, in an order of the round's own, after a round that does not count.
 * @returns What each gave, round by round, by name.
 */
export async function runRounds<V extends { readonly name: string }, T>(
  variants: readonly V[],
  { rounds, note }: Rounds,
  run: (variant: V) => Promise<T>,
): Promise<ReadonlyMap<string, readonly T[]>> {
  const results = new Map<string, T[]>(variants.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    note(`round ${round} of ${rounds}`);
    for (const variant of shuffle(variants)) {
      const result = await run(variant);
      if (round > 0) results.get(variant.name)?.push(result);
    }
  }
  return results;
}

function shuffle<T>(all: readonly T[]): readonly T[] {
  return all
    .map((one) => ({ one, at: Math.random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ one }) => one);
}
