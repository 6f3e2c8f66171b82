import { afterAll, beforeAll, describe } from "vitest";
import type { History } from "../../shared/ports/history.ts";
import { acceptanceContract } from "./history-acceptance-contract.ts";
import { commitContract } from "./history-commit-contract.ts";
import { fallbackContract } from "./history-fallback-contract.ts";
import { leaseContract } from "./history-lease-contract.ts";
import { raceContract } from "./history-race-contract.ts";
import { readContract } from "./history-read-contract.ts";
import { receiptContract } from "./history-receipt-contract.ts";
import { soFarContract } from "./history-so-far-contract.ts";
import { headContract } from "./history-state-contract.ts";
import { turnContract } from "./history-turn-contract.ts";

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
    const history = () => opened.history;
    commitContract(history);
    leaseContract(history);
    turnContract(history);
    headContract(history);
    raceContract(history);
    receiptContract(history);
    readContract(history);
    fallbackContract(history);
    acceptanceContract(history);
    soFarContract(history);
  });
}
