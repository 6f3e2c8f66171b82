import { openDatabase } from "../../shared/local/database.ts";
import { localHistory } from "../../shared/local/history.ts";
import { historyContract } from "./history-contract.ts";

historyContract("localHistory", async () => {
  const db = openDatabase(":memory:");
  return { history: localHistory(db), close: async () => db.close() };
});
