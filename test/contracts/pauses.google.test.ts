import { randomUUID } from "node:crypto";
import { describe, inject } from "vitest";
import { firestoreDocuments } from "../../shared/google/firestore/documents.ts";
import { openFirestore } from "../../shared/google/firestore/open.ts";
import { googlePauses } from "../../shared/google/firestore/read-pauses.ts";
import { openFirestoreRest } from "../../shared/google/firestore/rest.ts";
import { storedPauses } from "../../shared/store/pauses.ts";
import { pausesContract } from "./pauses-contract.ts";

const hosts = inject("emulators");

describe.skipIf(hosts === undefined)("over the Firestore emulator", () => {
  pausesContract("googlePauses", async () => {
    const of = { project: `test-${randomUUID()}`, database: "(default)", emulator: hosts?.firestore };
    const db = openFirestore(of);
    const register = storedPauses(firestoreDocuments(db));
    // An emulator that has just started takes longer for its first call than a function waits.
    await register.read();
    return { register, reader: googlePauses(openFirestoreRest(of)), close: () => db.terminate() };
  });
});
