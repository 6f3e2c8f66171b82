import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openDatabase } from "../../shared/local/database.ts";
import { localHistory } from "../../shared/local/history.ts";
import { anyFolder } from "../support/temporary-folder.ts";
import { race } from "./race.ts";

test("takeTurn() in two processes over one SQLite file: one turn at a time, each once", async () => {
  const file = join(anyFolder(), "heliograph.db");
  const db = openDatabase(file);
  onTestFinished(() => db.close());
  const { expected, ...seen } = await race({ type: "local", file }, localHistory(db));
  expect(seen).toEqual(expected);
});
