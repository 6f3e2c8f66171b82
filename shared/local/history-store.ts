import type { DatabaseSync } from "node:sqlite";
import type { ConversationId } from "../base/ids.ts";
import { member, number, text } from "../base/json.ts";
import type { TurnId } from "../conversation/turn-id.ts";
import type { StoredState } from "../store/stored-state.ts";
import type { StoredTurn } from "../store/stored-turn.ts";
import { mergeTurn } from "./merge-turn.ts";

/** A state, and the turn that runs. */
interface StateBody {
  readonly state: StoredState;
  readonly lease?: { readonly turn: TurnId; readonly expiresAt: number };
}

interface StateRow {
  readonly version: number;
  readonly body: StateBody;
}

/** Where a turn is kept. */
export interface TurnPlace {
  readonly conversation: ConversationId;
  readonly turn: TurnId;
}

/** The rows of conversations and turns. */
export type HistoryStore = ReturnType<typeof openHistoryStore>;

/** Opens the tables that history is kept in. */
export function openHistoryStore(db: DatabaseSync) {
  return { ...openStates(db), ...openTurns(db) };
}

function openStates(db: DatabaseSync) {
  const one = db.prepare("SELECT version, body FROM conversations WHERE conversation = :conversation");
  const put = db.prepare(`INSERT INTO conversations (conversation, version, body) VALUES (:conversation, 1, :body)
    ON CONFLICT DO UPDATE SET version = version + 1, body = excluded.body RETURNING version`);
  return {
    state(conversation: ConversationId): StateRow | undefined {
      const row = one.get({ conversation });
      return row === undefined
        ? undefined
        : { version: numberOf(row, "version"), body: JSON.parse(textOf(row, "body")) };
    },
    putState: (conversation: ConversationId, body: StateBody): number =>
      numberOf(put.get({ conversation, body: JSON.stringify(body) }) ?? {}, "version"),
  };
}

function openTurns(db: DatabaseSync) {
  const one = db.prepare("SELECT body FROM turns WHERE conversation = :conversation AND turn = :turn");
  const put = db.prepare(`INSERT INTO turns (conversation, turn, at, body) VALUES (:conversation, :turn, :at, :body)
    ON CONFLICT DO UPDATE SET at = excluded.at, body = excluded.body`);
  const older =
    db.prepare(`SELECT turn, body FROM turns WHERE conversation = :conversation AND (at, turn) < (:at, :turn)
    ORDER BY at DESC, turn DESC LIMIT :limit`);
  const turn = (place: TurnPlace): StoredTurn | undefined => {
    const row = one.get({ ...place });
    return row === undefined ? undefined : JSON.parse(textOf(row, "body"));
  };
  return {
    turn,
    merge({ conversation, turn: name }: TurnPlace, change: StoredTurn): void {
      const merged = mergeTurn(turn({ conversation, turn: name }), change);
      put.run({ conversation, turn: name, at: merged.at, body: JSON.stringify(merged) });
    },
    newest: (conversation: ConversationId, [at, name]: readonly [number, string], limit: number) =>
      older.all({ conversation, at, turn: name, limit }).map((row) => ({
        turn: textOf(row, "turn") as TurnId,
        body: JSON.parse(textOf(row, "body")) as StoredTurn,
      })),
  };
}

function textOf(row: object, column: string): string {
  return text(member({ value: row, path: "" }, column));
}

function numberOf(row: object, column: string): number {
  return number(member({ value: row, path: "" }, column));
}
