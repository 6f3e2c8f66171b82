import { openDatabase } from "../../shared/local/database.ts";
import { localDocuments } from "../../shared/local/documents.ts";
import { erasureContract } from "./erasure-contract.ts";

erasureContract("erasing over localDocuments", async () => {
  const db = openDatabase(":memory:");
  return { documents: localDocuments(db), close: async () => db.close() };
});
