import { openSimulatedDocuments, simulatedStore } from "../simulation/documents.ts";
import { erasureContract } from "./erasure-contract.ts";
import { noon } from "./facts.ts";

erasureContract("erasing over simulated documents", async () => ({
  documents: simulatedStore(openSimulatedDocuments(), () => noon()),
  close: async () => undefined,
}));
