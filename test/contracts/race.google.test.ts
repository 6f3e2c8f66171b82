import { randomUUID } from "node:crypto";
import { expect, inject, onTestFinished, test } from "vitest";
import { firestoreHistory } from "../../shared/google/firestore/history.ts";
import { openFirestore } from "../../shared/google/firestore/open.ts";
import { race } from "./race.ts";

const hosts = inject("emulators");

test.skipIf(hosts === undefined)(
  "takeTurn() in two processes over Firestore: one turn at a time, each once",
  async () => {
    const place = { type: "google", project: `test-${randomUUID()}`, emulator: hosts?.firestore ?? "" } as const;
    const db = openFirestore({ ...place, database: "(default)" });
    onTestFinished(() => db.terminate());
    const { expected, ...seen } = await race(place, firestoreHistory(db, 30));
    expect(seen).toEqual(expected);
  },
);
