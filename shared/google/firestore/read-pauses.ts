import type { Pauses } from "../../ports/pauses.ts";
import { storedPauses } from "../../store/pauses.ts";
import type { FirestoreRest } from "./rest.ts";
import { restDocuments } from "./rest-documents.ts";

/** READ and typing wait for it, twice a minute: without an answer they leave by what was known before. */
const PATIENCE = { timeoutMs: 2000, maxTries: 2 };

/** Reads what is paused. */
export function googlePauses(rest: FirestoreRest): Pauses {
  return { read: storedPauses(restDocuments(rest, PATIENCE)).read };
}
