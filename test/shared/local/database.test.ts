import { statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { TransientError } from "../../../shared/base/errors.ts";
import { openDatabase, transact } from "../../../shared/local/database.ts";
import { anyFolder } from "../../support/temporary-folder.ts";

test("openDatabase() makes the folders above the file", () => {
  const db = openDatabase(join(anyFolder(), "a", "b", "heliograph.db"));
  expect(db.isOpen).toBe(true);
  db.close();
});

test("openDatabase() makes files that only their owner reads", () => {
  const file = join(anyFolder(), "heliograph.db");
  const db = openDatabase(file);
  expect([file, `${file}-wal`, `${file}-shm`].map((name) => statSync(name).mode & 0o777)).toEqual([
    0o600, 0o600, 0o600,
  ]);
  db.close();
});

test("openDatabase() syncs every commit to the disk", () => {
  const db = openDatabase(join(anyFolder(), "heliograph.db"));
  const pragmas = [db.prepare("PRAGMA journal_mode").get(), db.prepare("PRAGMA synchronous").get()];
  expect(pragmas).toEqual([{ journal_mode: "wal" }, { synchronous: 2 }]);
  db.close();
});

test("openDatabase() opens a file that is open", () => {
  const file = join(anyFolder(), "heliograph.db");
  const [one, other] = [openDatabase(file), openDatabase(file)];
  expect(other.isOpen).toBe(true);
  one.close();
  other.close();
});

test("transact() undoes work that throws", () => {
  const db = openDatabase(":memory:");
  const work = () => {
    db.exec("INSERT INTO queue (topic, bytes, attributes, published) VALUES ('t', x'', '{}', 0)");
    throw new Error("Cannot go on: the test wants it so");
  };
  expect(() => transact(db, work)).toThrow(TransientError);
  expect(db.prepare("SELECT count(*) AS n FROM queue").get()).toEqual({ n: 0 });
});

test("transact() calls a closed database a transient failure", () => {
  const db = openDatabase(":memory:");
  db.close();
  expect(() => transact(db, () => 1)).toThrow(TransientError);
});
