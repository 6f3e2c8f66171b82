import type { History } from "../../ports/history.ts";
import { firestoreHistory } from "./history.ts";
import { type HistoryOptions, openFirestore } from "./open.ts";

/** All that the Firestore client drags in begins here: the bundles keep it in a file of its own. */
export function openFirestoreHistory(options: HistoryOptions): {
  readonly history: History;
  close(): Promise<void>;
} {
  const db = openFirestore(options);
  return { history: firestoreHistory(db, options.keepDays), close: () => db.terminate() };
}
