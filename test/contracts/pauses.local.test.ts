import { openDatabase } from "../../shared/local/database.ts";
import { localPauses } from "../../shared/local/pauses.ts";
import { pausesContract } from "./pauses-contract.ts";

pausesContract("localPauses", async () => {
  const db = openDatabase(":memory:");
  const register = localPauses(db);
  return { register, reader: register, close: async () => db.close() };
});
