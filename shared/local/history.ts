import type { DatabaseSync } from "node:sqlite";
import type { History } from "../ports/history.ts";
import { storedHistory } from "../store/history.ts";
import { localDocuments } from "./documents.ts";

/** Kept with what is written, as everywhere; here nobody deletes it then. */
const KEEP_DAYS = 30;

/** History in the tables of `openDatabase`. */
export function localHistory(db: DatabaseSync): History {
  return storedHistory(localDocuments(db), KEEP_DAYS);
}
