import { randomUUID } from "node:crypto";
import { describe, inject } from "vitest";
import { firestoreDocuments } from "../../shared/google/firestore/documents.ts";
import { openFirestore } from "../../shared/google/firestore/open.ts";
import { documentStoreContract } from "./document-store-contract.ts";

const hosts = inject("emulators");

describe.skipIf(hosts === undefined)("over the Firestore emulator", () => {
  documentStoreContract("firestoreDocuments", async () => {
    const db = openFirestore({ project: `test-${randomUUID()}`, database: "(default)", emulator: hosts?.firestore });
    return { documents: firestoreDocuments(db), close: () => db.terminate() };
  });
});
