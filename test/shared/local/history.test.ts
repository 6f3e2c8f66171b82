import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { TransientError } from "../../../shared/base/errors.ts";
import { turnId } from "../../../shared/conversation/turn-id.ts";
import { openDatabase } from "../../../shared/local/database.ts";
import { localHistory } from "../../../shared/local/history.ts";
import { commitNow, commitOf, HELLO, UNTIL } from "../../contracts/committing.ts";
import { messageFact } from "../../contracts/facts.ts";
import { anyFolder } from "../../support/temporary-folder.ts";

function open(file: string) {
  const db = openDatabase(file);
  onTestFinished(() => (db.isOpen ? db.close() : undefined));
  return { db, history: localHistory(db) };
}

test("localHistory() still knows after a restart what was committed", async () => {
  const file = join(anyFolder(), "heliograph.db");
  const fact = messageFact();
  const before = open(file);
  const committed = await commitNow(before.history, fact, { acts: [HELLO], leaseUntil: UNTIL });
  before.db.close();
  expect(await open(file).history.load(fact.conversation, turnId(fact))).toMatchObject(committed);
});

test("localHistory() lets one of two processes win", async () => {
  const file = join(anyFolder(), "heliograph.db");
  const [one, other] = [open(file).history, open(file).history];
  const fact = messageFact();
  const snapshot = await one.load(fact.conversation);
  const committed = [
    await one.commit(commitOf(fact), snapshot),
    await other.commit(commitOf(messageFact({ conversation: fact.conversation })), snapshot),
  ];
  expect(committed.map((won) => won !== undefined)).toEqual([true, false]);
});

test("localHistory() calls a database that cannot be used a transient failure", async () => {
  const { db, history } = open(":memory:");
  db.close();
  await expect(history.load(messageFact().conversation)).rejects.toThrow(TransientError);
});
