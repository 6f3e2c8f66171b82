import type { DatabaseSync } from "node:sqlite";
import type { PauseRegister } from "../ports/pauses.ts";
import { storedPauses } from "../store/pauses.ts";
import { localDocuments } from "./documents.ts";

/** What is paused, in the tables of `openDatabase`. */
export function localPauses(db: DatabaseSync): PauseRegister {
  return storedPauses(localDocuments(db));
}
