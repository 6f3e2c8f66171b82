import { join } from "node:path";
import { expect, test } from "vitest";
import { TransientError } from "../../../shared/base/errors.ts";
import { text } from "../../../shared/bot/reply.ts";
import { openDatabase } from "../../../shared/local/database.ts";
import { localHistory } from "../../../shared/local/history.ts";
import { messageFact } from "../../contracts/facts.ts";
import { anyFolder } from "./folder.ts";

test("localHistory() still knows after a restart what was recorded and settled", async () => {
  const file = join(anyFolder(), "heliograph.db");
  const fact = messageFact();
  const before = openDatabase(file);
  const settled = await (await localHistory(before).record(fact)).settle([text("Hello to you")]);
  before.close();
  const after = openDatabase(file);
  expect((await localHistory(after).record(fact)).replies).toEqual(settled);
  after.close();
});

test("localHistory() lets one of two processes decide", async () => {
  const file = join(anyFolder(), "heliograph.db");
  const [one, other] = [openDatabase(file), openDatabase(file)];
  const fact = messageFact();
  const tries = [await localHistory(one).record(fact), await localHistory(other).record(fact)];
  const settled = await Promise.all(tries.map((each, index) => each.settle([text(`decision ${index}`)])));
  expect(settled[1]).toEqual(settled[0]);
  one.close();
  other.close();
});

test("localHistory() calls a fact that was erased while a bot answered a passing trouble", async () => {
  const db = openDatabase(":memory:");
  const recorded = await localHistory(db).record(messageFact());
  db.exec("DELETE FROM entries");
  await expect(recorded.settle([])).rejects.toThrow(TransientError);
  db.close();
});
