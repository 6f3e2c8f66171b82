import { BaseSequencer, type TestSpecification } from "vitest/node";

/** What takes longest, and mostly waits: for redeliveries, for processes, for a browser. Alone at the end it would leave a core idle. */
const LONGEST = [
  "end-to-end/stopped.emulators.test.ts",
  "end-to-end/pause.emulators.test.ts",
  "cli/help-examples.test.ts",
  "operations/replay.emulators.test.ts",
  "page/axe.page.test.ts",
  "page/faults.page.test.ts",
  "contracts/timers.local.test.ts",
  "test/upgrade.test.ts",
];

/** Begins with what takes longest, whichever project it is of; then as vitest does. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => LONGEST.some((name) => moduleId.endsWith(name));
    return [...sorted.filter(isLong), ...sorted.filter((one) => !isLong(one))];
  }
}
