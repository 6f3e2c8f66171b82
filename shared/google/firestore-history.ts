import type { History } from "../effect/ports.ts";
import { type FirestoreOptions, openFirestore } from "./firestore.ts";
import { firestoreHistory } from "./history.ts";

/** All that the Firestore client drags in begins here: the bundles keep it in a file of its own. */
export function openFirestoreHistory(options: FirestoreOptions): {
  readonly history: History;
  close(): Promise<void>;
} {
  const db = openFirestore(options);
  return { history: firestoreHistory(db), close: () => db.terminate() };
}
