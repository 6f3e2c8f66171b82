import { openDatabase } from "../../shared/local/database.ts";
import { localHistory } from "../../shared/local/history.ts";
import { localStatistics } from "../../shared/local/statistics.ts";
import { statisticsContract } from "./statistics-contract.ts";

statisticsContract("localStatistics", async () => {
  const db = openDatabase(":memory:");
  return { history: localHistory(db), statistics: localStatistics(db), close: async () => db.close() };
});
