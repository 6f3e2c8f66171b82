import { openSimulatedDocuments } from "../simulation/documents.ts";
import { simulatedPauses } from "../simulation/simulated-pauses.ts";
import { noon } from "./facts.ts";
import { pausesContract } from "./pauses-contract.ts";

pausesContract("simulatedPauses", async () => {
  const register = simulatedPauses(openSimulatedDocuments(), { now: () => noon(), isAway: () => false });
  return { register, reader: register, close: async () => undefined };
});
