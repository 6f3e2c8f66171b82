/**
 * Parses the JSON of an answer of Google's; `undefined` when it is none. Unlike a stranger's, it may have any number of values: a
 * page of history or of a log has more of them than any webhook. Its bytes were bounded when it was read.
 */
export function parseAnswer(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
