import { afterAll, beforeAll, describe } from "vitest";
import type { History } from "../../shared/effect/ports.ts";
import { outgoingContract } from "./history-outgoing-contract.ts";
import { recordContract } from "./history-record-contract.ts";

/** One open history and its end. */
export interface OpenHistory {
  readonly history: History;
  close(): Promise<void>;
}

/** What every History must do. It is opened once; each test has conversations of its own. */
export function historyContract(name: string, open: () => Promise<OpenHistory>): void {
  describe(name, { timeout: 30_000 }, () => {
    let opened: OpenHistory;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened.close());
    recordContract(() => opened.history);
    outgoingContract(() => opened.history);
  });
}
