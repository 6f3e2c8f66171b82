import { randomUUID } from "node:crypto";
import { describe, inject } from "vitest";
import { firestoreHistory } from "../../shared/google/firestore/history.ts";
import { openFirestore } from "../../shared/google/firestore/open.ts";
import { openFirestoreRest } from "../../shared/google/firestore/rest.ts";
import { firestoreStatistics } from "../../shared/google/firestore/statistics.ts";
import { statisticsContract } from "./statistics-contract.ts";

const hosts = inject("emulators");
const KEEP_DAYS = 30;

describe.skipIf(hosts === undefined)("over the Firestore emulator", () => {
  statisticsContract("firestoreStatistics", async () => {
    const of = { project: `test-${randomUUID()}`, database: "(default)", emulator: hosts?.firestore };
    const db = openFirestore(of);
    const history = firestoreHistory(openFirestoreRest(of), KEEP_DAYS);
    return { history, statistics: firestoreStatistics(db), close: () => db.terminate() };
  });
});
