import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** What SQLite answers where another connection has the lock. @see https://www.sqlite.org/rescode.html#busy */
const SQLITE_BUSY = 5;

/**
 * Takes a file for this process alone, by SQLite's own lock on it. The system ends the lock with the process, however that ends, so
 * none can be stale.
 * @param file Made, with its folder, where it is missing. It stays empty.
 * @returns What ends the lock, to be kept until then; `undefined` while another process has it.
 */
export function lockFile(file: string): Disposable | undefined {
  mkdirSync(dirname(file), { recursive: true });
  const db = new DatabaseSync(file, { timeout: 0 });
  try {
    db.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    db.close();
    if (error instanceof Error && "errcode" in error && error.errcode === SQLITE_BUSY) return undefined;
    throw error;
  }
  return { [Symbol.dispose]: () => db.close() };
}
