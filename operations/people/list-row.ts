import { type Json, list, member, number, object, refuse, shape, text, textUpTo } from "../../shared/base/json.ts";

/** Whom a row of a list names, by the names of its columns; `line` is where it begins in the file. */
export interface ListRow {
  readonly line: number;
  readonly fields: Readonly<Record<string, string>>;
}

/** What is wrong with a list, and where. */
export interface ListMistake {
  readonly line: number;
  readonly what: string;
}

/** Where what is wrong with the whole list is told. */
export const HEADER_LINE = 1;

/** At most so many people at once: what is kept of a campaign fits one document, and what is asked for fits into memory. */
const MOST_PEOPLE = 100_000;
const MOST_MISTAKES = 1000;
const MOST_CHARACTERS = 200;

/** Reads the rows of a list. @throws PermanentError `unreadable` */
export function listRows(json: Json): readonly ListRow[] {
  const all = list(listRow)(json);
  return all.length <= MOST_PEOPLE ? all : refuse(json, `at most ${MOST_PEOPLE} people`, all.length);
}

/** Reads what is wrong with the file itself. @throws PermanentError `unreadable` */
export const listMistakes = list(shape({ line: number, what: textUpTo(MOST_CHARACTERS) }));

/** The mistakes that are told: in a file that is none of ours, each row is one. */
export function firstMistakes(mistakes: readonly ListMistake[]): readonly ListMistake[] {
  return mistakes.toSorted((one, other) => one.line - other.line).slice(0, MOST_MISTAKES);
}

function listRow(json: Json): ListRow {
  const fields = object(member(json, "fields"));
  const readFields = Object.keys(fields).map((name) => [name, text(member(member(json, "fields"), name))] as const);
  return { line: number(member(json, "line")), fields: Object.fromEntries(readFields) };
}
