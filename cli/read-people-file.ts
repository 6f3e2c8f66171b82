import { CsvError, parse } from "csv-parse/sync";
import { HEADER_LINE, type ListMistake, type ListRow } from "../operations/people/list-row.ts";
import { addressIn, isPhone } from "../shared/base/phone.ts";
import { readTextFile } from "./read-text-file.ts";

/** The rows of a file, and what is wrong with it as a file. */
export interface PeopleFile {
  readonly people: readonly ListRow[];
  readonly mistakes: readonly ListMistake[];
}

/** Spreadsheets of half of Europe write semicolons. */
const DELIMITERS = [",", ";", "\t"] as const;

/** What a row has wrong, in our words: the parser's own quote what stands in it. */
const MISTAKES: Readonly<Record<string, string>> = {
  CSV_RECORD_INCONSISTENT_COLUMNS: "it has more or fewer columns than the first line",
  CSV_RECORD_INCONSISTENT_FIELDS_LENGTH: "it has more or fewer columns than the first line",
  CSV_QUOTE_NOT_CLOSED: "a quote is not closed",
  CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE: "something follows a closing quote",
  INVALID_OPENING_QUOTE: "a quote stands within a value",
  CSV_INVALID_CLOSING_QUOTE: "something follows a closing quote",
};

/**
 * Reads a CSV whose first line names its columns; where a phone number stands first in it, all lines are people, and the first column
 * is `phone`. @throws Error when the file cannot be read.
 */
export async function readPeopleFile(file: string): Promise<PeopleFile> {
  return readPeopleText(await readTextFile(file, "a CSV of people"));
}

/** Reads the text of a CSV: all rows that can be read, and what is wrong with the others. */
function readPeopleText(text: string): PeopleFile {
  const mistakes: ListMistake[] = [];
  const note = (error: CsvError | undefined) => {
    const what = MISTAKES[error?.code ?? ""] ?? "it is no row of a CSV";
    const line = Number(error?.lines ?? HEADER_LINE);
    mistakes.push({ line, what });
  };
  try {
    const rows: readonly Parsed[] = parse(text, {
      bom: true,
      columns: namesIn(text) ?? ((names: string[]) => noteTwice(names, mistakes)),
      delimiter: delimiterOf(text),
      info: true,
      skip_empty_lines: true,
      // A spreadsheet writes its empty rows as separators.
      skip_records_with_empty_values: true,
      skip_records_with_error: true,
      trim: true,
      on_skip: (error) => {
        note(error);
        return undefined;
      },
    });
    return { people: rows.map(({ record, info }) => ({ line: lineOf(record, info.lines), fields: record })), mistakes };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    note(error);
    return { people: [], mistakes };
  }
}

/** Of columns with one name, only the last would count. What stands there may be somebody's name: only the places are told. */
function noteTwice(names: string[], mistakes: ListMistake[]): string[] {
  for (const [index, name] of names.entries()) {
    const first = names.indexOf(name);
    if (name !== "" && first < index)
      mistakes.push({ line: HEADER_LINE, what: `columns ${first + 1} and ${index + 1} have the same name` });
  }
  return names;
}

interface Parsed {
  readonly record: Readonly<Record<string, string>>;
  readonly info: { readonly lines: number };
}

/** The parser tells where a row ends: one with lines within its values begins above. */
function lineOf(record: Parsed["record"], lastLine: number): number {
  const breaks = Object.values(record).reduce((count, value) => count + (value.match(/\n/g)?.length ?? 0), 0);
  return lastLine - breaks;
}

/** The names of the columns of a list that does not say them. @returns Undefined where the first line does. */
function namesIn(text: string): string[] | undefined {
  const [first = ""] = text.split("\n", 1);
  const values = first.split(delimiterOf(text));
  if (!isPhone(addressIn((values[0] ?? "").replaceAll('"', "")))) return undefined;
  return values.map((_, index) => (index === 0 ? "phone" : `column ${index + 1}`));
}

function delimiterOf(text: string): string {
  const [header = ""] = text.split("\n", 1);
  return DELIMITERS.find((delimiter) => header.includes(delimiter)) ?? ",";
}
