import { randomUUID } from "node:crypto";
import { describe, inject } from "vitest";
import { firestoreHistory } from "../../shared/google/firestore/history.ts";
import { openFirestoreRest } from "../../shared/google/firestore/rest.ts";
import { historyContract } from "./history-contract.ts";

const hosts = inject("emulators");
const KEEP_DAYS = 30;

describe.skipIf(hosts === undefined)("over the Firestore emulator", () => {
  historyContract("firestoreHistory", async () => {
    const rest = openFirestoreRest({
      project: `test-${randomUUID()}`,
      database: "(default)",
      emulator: hosts?.firestore,
    });
    return { history: firestoreHistory(rest, KEEP_DAYS), close: async () => undefined };
  });
});
