import { storedHistory } from "../../shared/store/history.ts";
import { openSimulatedDocuments, simulatedStore } from "../simulation/documents.ts";
import { noon } from "./facts.ts";
import { historyContract } from "./history-contract.ts";

historyContract("storedHistory() over simulated documents", async () => {
  const documents = simulatedStore(openSimulatedDocuments(), () => noon());
  return { history: storedHistory(documents, 30), close: async () => undefined };
});
