import { isObject, member, number, parseJson, text } from "../base/json.ts";
import type { Log, LogFields } from "../base/log.ts";
import type { Clock } from "../ports/clock.ts";
import type { LogLine, LogLines, LogSubject } from "../ports/log-lines.ts";
import { type LocalDatabase, transact } from "./database.ts";

/** The newest lines are kept: enough for days of trying, and a few megabytes. */
const MOST_LINES = 50_000;
/** How many lines come before the oldest are thrown away again. */
const PRUNE_EVERY = 1000;

const TOKEN_MATCHED = "token_matched";

/** The log lines that `keepLines` has written. */
export function localLogLines(db: LocalDatabase): LogLines {
  const find = db.prepare(`SELECT at, line FROM log_lines
    WHERE (conversation = :conversation OR turn = :turn OR line LIKE :like) AND at >= :from AND at < :to ORDER BY id`);
  return {
    async *find(about, { from, to }) {
      const rows = transact(db, () => find.all({ ...subjectOf(about), from: from.getTime(), to: to.getTime() }));
      yield* rows.map(readRow);
    },
  };
}

/** The same log, whose lines are kept in the database too, where they name a conversation or a turn, or tell which token Google uses. */
export function keepLines(db: LocalDatabase, log: Log, clock: Clock): Log {
  const add = db.prepare(
    "INSERT INTO log_lines (at, conversation, turn, line) VALUES (:at, :conversation, :turn, :line)",
  );
  const prune = db.prepare("DELETE FROM log_lines WHERE id <= (SELECT max(id) FROM log_lines) - :most");
  let sincePruned = PRUNE_EVERY;
  const keep = (line: { readonly severity: string; readonly event: string }, fields: LogFields) => {
    const { conversation = null, turn = null } = fields;
    if (conversation === null && turn === null && line.event !== TOKEN_MATCHED) return;
    const at = clock.now().getTime();
    transact(db, () => add.run({ at, conversation, turn, line: JSON.stringify({ ...line, ...fields }) }));
    sincePruned += 1;
    if (sincePruned < PRUNE_EVERY) return;
    sincePruned = 0;
    transact(db, () => prune.run({ most: MOST_LINES }));
  };
  return (severity, event, fields = {}) => {
    log(severity, event, fields);
    keep({ severity, event }, fields);
  };
}

function subjectOf(about: LogSubject) {
  return {
    conversation: "conversation" in about ? about.conversation : null,
    turn: "turn" in about ? about.turn : null,
    like: "event" in about ? `%"event":"${about.event}"%` : null,
  };
}

function readRow(row: object): LogLine {
  const at = number(member({ value: row, path: "log_lines" }, "at"));
  const json = parseJson(text(member({ value: row, path: "log_lines" }, "line")));
  const { severity = "", event = "", ...fields } = isObject(json) ? json : {};
  return { at: new Date(at), severity: String(severity), event: String(event), fields };
}
