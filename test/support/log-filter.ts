/** An entry of Cloud Logging, as far as filters look at it. */
export interface LogEntry {
  readonly logName?: string;
  readonly severity?: string;
  readonly resource?: { readonly type: string; readonly labels: Readonly<Record<string, string>> };
  readonly httpRequest?: { readonly status: number };
  readonly textPayload?: string;
  readonly jsonPayload?: Readonly<Record<string, unknown>>;
}

/** Whether an entry is what a filter asks for. */
export type LogFilter = (entry: LogEntry) => boolean;

const TOKEN = /\s*("(?:[^"\\]|\\.)*"|[()]|!=|>=|<=|=~|[=<>:]|[^\s()"=<>:!]+)/y;

/**
 * Reads the part of Cloud Logging's query language that our metrics and alerts use, and refuses the rest: comparisons of a field
 * with one value or a list in brackets, `log_id()`, AND, OR and brackets.
 * @see https://cloud.google.com/logging/docs/view/logging-query-language
 */
export function readLogFilter(text: string): LogFilter {
  const tokens = tokensOf(text);
  const filter = readOr(tokens);
  if (tokens.length > 0) throw new Error(`Cannot read a filter: expected its end, got ${tokens.join(" ")}`);
  return filter;
}

function tokensOf(text: string): string[] {
  const found: string[] = [];
  TOKEN.lastIndex = 0;
  while (text.slice(TOKEN.lastIndex).trim() !== "") {
    const at = TOKEN.lastIndex;
    const token = TOKEN.exec(text)?.[1];
    if (token === undefined) throw new Error(`Cannot read a filter: got ${text.slice(at)}`);
    found.push(token);
  }
  return found;
}

function readOr(tokens: string[]): LogFilter {
  const terms = [readAnd(tokens)];
  while (tokens[0] === "OR") {
    tokens.shift();
    terms.push(readAnd(tokens));
  }
  return (entry) => terms.some((term) => term(entry));
}

function readAnd(tokens: string[]): LogFilter {
  const terms = [readTerm(tokens)];
  while (tokens[0] === "AND") {
    tokens.shift();
    terms.push(readTerm(tokens));
  }
  return (entry) => terms.every((term) => term(entry));
}

function readTerm(tokens: string[]): LogFilter {
  const first = tokens.shift() ?? "";
  if (first === "(") {
    const inner = readOr(tokens);
    expectToken(tokens, ")");
    return inner;
  }
  if (first === "log_id") {
    expectToken(tokens, "(");
    const id = encodeURIComponent(readValue(tokens));
    expectToken(tokens, ")");
    return ({ logName }) => logName?.endsWith(`/logs/${id}`) === true;
  }
  return readComparison(first, tokens);
}

const COMPARISONS: Readonly<Record<string, (met: string, wanted: string) => boolean>> = {
  "=": (met, wanted) => met === wanted,
  ":": (met, wanted) => wanted === "*" || met.toLowerCase().includes(wanted.toLowerCase()),
  "<": (met, wanted) => Number(met) < Number(wanted),
  ">=": (met, wanted) => Number(met) >= Number(wanted),
};

function readComparison(field: string, tokens: string[]): LogFilter {
  const operator = tokens.shift() ?? "";
  const compare = COMPARISONS[operator];
  if (compare === undefined)
    throw new Error(`Cannot read a filter: expected a comparison of ${field}, got ${operator}`);
  const wanted = tokens[0] === "(" ? readList(tokens) : [readValue(tokens)];
  return (entry) => {
    const met = fieldOf(entry, field);
    return met !== undefined && wanted.some((value) => compare(String(met), value));
  };
}

function readList(tokens: string[]): readonly string[] {
  expectToken(tokens, "(");
  const values = [readValue(tokens)];
  while (tokens[0] === "OR") {
    tokens.shift();
    values.push(readValue(tokens));
  }
  expectToken(tokens, ")");
  return values;
}

function readValue(tokens: string[]): string {
  const token = tokens.shift() ?? "";
  return token.startsWith('"') ? JSON.parse(token) : token;
}

function expectToken(tokens: string[], wanted: string): void {
  const token = tokens.shift();
  if (token !== wanted) throw new Error(`Cannot read a filter: expected ${wanted}, got ${token}`);
}

/** What a filter, or a label's `EXTRACT(...)`, names by its path. */
export function fieldOf(entry: LogEntry, path: string): unknown {
  return path.split(".").reduce((value: unknown, step) => (value === undefined ? value : Object(value)[step]), entry);
}
