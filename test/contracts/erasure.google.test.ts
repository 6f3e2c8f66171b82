import { randomUUID } from "node:crypto";
import { describe, inject } from "vitest";
import { firestoreDocuments } from "../../shared/google/firestore/documents.ts";
import { openFirestore } from "../../shared/google/firestore/open.ts";
import { erasureContract } from "./erasure-contract.ts";

const hosts = inject("emulators");

describe.skipIf(hosts === undefined)("over the Firestore emulator", () => {
  erasureContract("erasing over firestoreDocuments", async () => {
    const db = openFirestore({ project: `test-${randomUUID()}`, database: "(default)", emulator: hosts?.firestore });
    return { documents: firestoreDocuments(db), close: () => db.terminate() };
  });
});
