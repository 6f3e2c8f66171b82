import { openDatabase } from "../../shared/local/database.ts";
import { localDocuments } from "../../shared/local/documents.ts";
import { documentStoreContract } from "./document-store-contract.ts";

documentStoreContract("localDocuments", async () => {
  const db = openDatabase(":memory:");
  return { documents: localDocuments(db), close: async () => db.close() };
});
