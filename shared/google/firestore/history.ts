import type { Firestore } from "@google-cloud/firestore";
import type { History } from "../../ports/history.ts";
import { storedHistory } from "../../store/history.ts";
import { firestoreDocuments } from "./documents.ts";

/** History in Firestore. @param keepDays How long a conversation is remembered after its last turn. */
export function firestoreHistory(db: Firestore, keepDays: number): History {
  return storedHistory(firestoreDocuments(db), keepDays);
}
