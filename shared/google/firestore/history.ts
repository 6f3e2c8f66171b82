import type { History } from "../../ports/history.ts";
import { storedHistory } from "../../store/history.ts";
import type { FirestoreRest } from "./rest.ts";
import { restDocuments } from "./rest-documents.ts";

/** History in Firestore. @param keepDays How long a conversation is remembered after its last turn. */
export function firestoreHistory(rest: FirestoreRest, keepDays: number): History {
  return storedHistory(restDocuments(rest), keepDays);
}
