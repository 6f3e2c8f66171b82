import { openSimulatedDocuments, simulatedStore } from "../simulation/documents.ts";
import { documentStoreContract } from "./document-store-contract.ts";
import { noon } from "./facts.ts";

documentStoreContract("openSimulatedDocuments", async () => ({
  documents: simulatedStore(openSimulatedDocuments(), () => noon()),
  close: async () => undefined,
}));
