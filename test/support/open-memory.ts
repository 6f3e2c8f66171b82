import { onTestFinished } from "vitest";
import { openDatabase } from "../../shared/local/database.ts";
import { localHistory } from "../../shared/local/history.ts";
import type { History } from "../../shared/ports/history.ts";

/** History in memory, until the test is over. */
export function openMemory(): History {
  const db = openDatabase(":memory:");
  onTestFinished(() => db.close());
  return localHistory(db);
}
