import { closeSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { SettingsError, TransientError } from "../base/errors.ts";
import { messageOf } from "../base/message-of.ts";

/** An open database: what the embedded stores are made of. */
export type LocalDatabase = DatabaseSync;

/** How long a statement waits for another process that writes to the same file. */
const BUSY_TIMEOUT_MS = 5_000;

/**
 * Times are milliseconds since 1970. A document's `members` are JSON, its `version` counts its changes, and `at` is the member of
 * that name. A new document begins with a version that no deleted one has had. A queued message is `due` at once until a delivery
 * of it fails; `queue_heads` has those that no earlier one of their ordering key holds back: a look at them costs the same however many
 * wait behind. A timer goes to the queue of its topic when it is `due`. A log line is JSON. A message that was acknowledged is
 * `retained` for a replay, under the `id` that it had in the queue; a reading of what is there has come to the message `last`.
 */
const TABLES = `
  CREATE TABLE IF NOT EXISTS documents (
    collection TEXT NOT NULL,
    name TEXT NOT NULL,
    at INTEGER,
    version INTEGER NOT NULL,
    members TEXT NOT NULL,
    PRIMARY KEY (collection, name)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS documents_by_time ON documents (collection, at, name);
  CREATE TABLE IF NOT EXISTS first_version (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    version INTEGER NOT NULL
  ) STRICT;
  INSERT INTO first_version VALUES (1, 1) ON CONFLICT DO NOTHING;

  CREATE TABLE IF NOT EXISTS queue (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    topic TEXT NOT NULL,
    bytes BLOB NOT NULL,
    attributes TEXT NOT NULL,
    ordering_key TEXT,
    published INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    due INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX IF NOT EXISTS queue_by_topic ON queue (topic, id);
  CREATE INDEX IF NOT EXISTS queue_by_due ON queue (topic, due);
  CREATE INDEX IF NOT EXISTS queue_by_key ON queue (topic, ordering_key, id);

  CREATE TABLE IF NOT EXISTS queue_heads (
    topic TEXT NOT NULL,
    id INTEGER NOT NULL,
    PRIMARY KEY (topic, id)
  ) STRICT, WITHOUT ROWID;
  CREATE TRIGGER IF NOT EXISTS queue_added AFTER INSERT ON queue
    WHEN NEW.ordering_key IS NULL OR NOT EXISTS (
      SELECT 1 FROM queue WHERE topic = NEW.topic AND ordering_key = NEW.ordering_key AND id < NEW.id)
  BEGIN
    INSERT INTO queue_heads VALUES (NEW.topic, NEW.id);
  END;
  CREATE TRIGGER IF NOT EXISTS queue_removed AFTER DELETE ON queue
  BEGIN
    DELETE FROM queue_heads WHERE topic = OLD.topic AND id = OLD.id;
    INSERT OR IGNORE INTO queue_heads
      SELECT topic, id FROM queue WHERE topic = OLD.topic AND ordering_key = OLD.ordering_key ORDER BY id LIMIT 1;
  END;
  -- Of a file that an older release has made.
  INSERT OR IGNORE INTO queue_heads SELECT topic, id FROM queue WHERE ordering_key IS NULL
    UNION ALL SELECT topic, min(id) FROM queue WHERE ordering_key IS NOT NULL GROUP BY topic, ordering_key;

  CREATE TABLE IF NOT EXISTS retained (
    id INTEGER PRIMARY KEY,
    topic TEXT NOT NULL,
    bytes BLOB NOT NULL,
    attributes TEXT NOT NULL,
    ordering_key TEXT,
    published INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS retained_by_topic ON retained (topic, id);

  CREATE TABLE IF NOT EXISTS readings (
    name TEXT NOT NULL,
    topic TEXT NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (name, topic)
  ) STRICT;

  CREATE TABLE IF NOT EXISTS timers (
    topic TEXT NOT NULL,
    id TEXT NOT NULL,
    due INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    attributes TEXT NOT NULL,
    PRIMARY KEY (topic, id)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS timers_by_due ON timers (topic, due);

  CREATE TABLE IF NOT EXISTS log_lines (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    conversation TEXT,
    turn TEXT,
    line TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS log_lines_by_conversation ON log_lines (conversation, id);
  CREATE INDEX IF NOT EXISTS log_lines_by_turn ON log_lines (turn, id);
`;

/**
 * Opens the file that holds history and the queue, and makes it, its folder and its tables where they are missing. What a
 * transaction has committed survives `kill -9` and a power cut.
 * @param file A path, or `:memory:` for a database that ends with the process.
 * @throws SettingsError that names the file, when it is none that SQLite reads and writes.
 */
export function openDatabase(file: string): DatabaseSync {
  try {
    return open(file);
  } catch (cause) {
    const why = messageOf(cause);
    throw new SettingsError(`Cannot open ${file}: expected the embedded database of npm start: ${why}`, { cause });
  }
}

function open(file: string): DatabaseSync {
  if (file !== ":memory:") makeFile(file);
  const db = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
  db.exec("PRAGMA journal_mode = WAL");
  // In WAL mode NORMAL, the usual advice, loses the last commits in a power cut.
  db.exec("PRAGMA synchronous = FULL");
  db.exec(TABLES);
  return db;
}

/** What people say stands in it: nobody but its owner can read it. SQLite's files beside it get the same rights. */
function makeFile(file: string): void {
  mkdirSync(dirname(file), { recursive: true });
  closeSync(openSync(file, "a", 0o600));
}

/**
 * Does `work` as one transaction: whole and durable when this returns, or not at all.
 * @throws TransientError when SQLite cannot do it, for instance because the disk is full or the file is locked.
 */
export function transact<T>(db: DatabaseSync, work: () => T): T {
  try {
    db.exec("BEGIN IMMEDIATE");
    const result = work();
    db.exec("COMMIT");
    return result;
  } catch (cause) {
    if (db.isOpen && db.isTransaction) db.exec("ROLLBACK");
    throw new TransientError("Cannot use the local database: SQLite refused, expected a writable, unlocked file", {
      cause,
    });
  }
}
