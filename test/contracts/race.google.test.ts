import { randomUUID } from "node:crypto";
import { expect, inject, test } from "vitest";
import { firestoreHistory } from "../../shared/google/firestore/history.ts";
import { openFirestoreRest } from "../../shared/google/firestore/rest.ts";
import { race } from "./race.ts";

const hosts = inject("emulators");

test.skipIf(hosts === undefined)(
  "takeTurn() in two processes over Firestore: one turn at a time, each once",
  async () => {
    const place = { type: "google", project: `test-${randomUUID()}`, emulator: hosts?.firestore ?? "" } as const;
    const rest = openFirestoreRest({ ...place, database: "(default)" });
    const { expected, ...seen } = await race(place, firestoreHistory(rest, 30));
    expect(seen).toEqual(expected);
  },
);
