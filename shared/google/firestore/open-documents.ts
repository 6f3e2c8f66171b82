import type { DocumentStore } from "../../store/document-store.ts";
import { firestoreDocuments } from "./documents.ts";
import { type FirestoreOptions, openFirestore } from "./open.ts";

/** All that the Firestore client drags in begins here: the bundles keep it in a file of its own. */
export function openFirestoreDocuments(options: FirestoreOptions): DocumentStore {
  return firestoreDocuments(openFirestore(options));
}
