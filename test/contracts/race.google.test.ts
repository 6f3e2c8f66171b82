import { randomUUID } from "node:crypto";
import { expect, inject, onTestFinished, test } from "vitest";
import { openFirestoreHistory } from "../../shared/google/firestore/open-history.ts";
import { race } from "./race.ts";

const hosts = inject("emulators");

test.skipIf(hosts === undefined)(
  "takeTurn() in two processes over Firestore: one turn at a time, each once",
  async () => {
    const place = { type: "google", project: `test-${randomUUID()}`, emulator: hosts?.firestore ?? "" } as const;
    const { history, close } = openFirestoreHistory({ ...place, database: "(default)", keepDays: 30 });
    onTestFinished(close);
    const { expected, ...seen } = await race(place, history);
    expect(seen).toEqual(expected);
  },
);
