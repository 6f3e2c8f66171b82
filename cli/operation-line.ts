import { isObject, parseJson } from "../shared/base/json.ts";

/** A line of a running `npm start`'s answer to an operation: a fact, or the end and why. */
export type OperationLine<Told> = { readonly told: Told } | { readonly isDone: true } | { readonly failed: string };

/** Writes a line, with its end. */
export function writeOperationLine(line: OperationLine<unknown>): string {
  return `${JSON.stringify(line)}\n`;
}

/** Reads a line. What is told is what the same operation tells. @returns Undefined when it is no such line. */
export function readOperationLine<Told>(line: string): OperationLine<Told> | undefined {
  const json = parseJson(line);
  if (!isObject(json)) return undefined;
  if (typeof json.failed === "string") return { failed: json.failed };
  if (json.isDone === true) return { isDone: true };
  return "told" in json ? { told: json.told as Told } : undefined;
}
