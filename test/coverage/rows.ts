/** One thing that a contract can say, and the test that proves that we can hear or say it. */
export interface Row {
  readonly contract: string;
  readonly what: string;
  /** The file and the title, as it is written there. */
  readonly test: readonly [file: string, title: string];
  readonly fixtures: readonly string[];
}

/** What is said, the title, and the recorded webhooks of it. */
type Told = readonly [what: string, title: string, ...fixtures: string[]];

/** Rows of one contract and one file of tests. */
export function rows(contract: string, file: string, told: readonly Told[]): readonly Row[] {
  return told.map(([what, title, ...fixtures]) => ({
    contract,
    what,
    test: [file, title],
    fixtures,
  }));
}
