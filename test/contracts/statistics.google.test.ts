import { randomUUID } from "node:crypto";
import { describe, inject } from "vitest";
import { firestoreHistory } from "../../shared/google/firestore/history.ts";
import { openFirestore } from "../../shared/google/firestore/open.ts";
import { firestoreStatistics } from "../../shared/google/firestore/statistics.ts";
import { statisticsContract } from "./statistics-contract.ts";

const hosts = inject("emulators");
const KEEP_DAYS = 30;

describe.skipIf(hosts === undefined)("over the Firestore emulator", () => {
  statisticsContract("firestoreStatistics", async () => {
    const db = openFirestore({ project: `test-${randomUUID()}`, database: "(default)", emulator: hosts?.firestore });
    const history = firestoreHistory(db, KEEP_DAYS);
    return { history, statistics: firestoreStatistics(db), close: () => db.terminate() };
  });
});
