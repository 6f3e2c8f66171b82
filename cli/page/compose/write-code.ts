import { isObject } from "../../../shared/base/json.ts";

/** A call in TypeScript. Its arguments are plain JSON, and calls. */
export interface Code {
  readonly callee: string;
  readonly given: readonly unknown[];
}

const MAX_WIDTH = 110;
const STEP = "  ";

/** The call of a function. */
export function call(callee: string, ...given: readonly unknown[]): Code {
  return { callee, given };
}

/** Writes a value as TypeScript, in as few lines as are short enough. @param indent What the line begins with. */
export function writeCode(value: unknown, indent: string): string {
  const line = inOneLine(value);
  if (indent.length + line.length <= MAX_WIDTH) return line;
  if (isCode(value)) return writeCall(value, indent);
  const inside = indent + STEP;
  const lines = (parts: readonly string[]) => parts.map((part) => `${inside}${part},\n`).join("");
  if (Array.isArray(value)) return `[\n${lines(value.map((one: unknown) => writeCode(one, inside)))}${indent}]`;
  if (!isObject(value)) return line;
  const members = Object.entries(value).map(([name, member]) => `${name}: ${writeCode(member, inside)}`);
  return `{\n${lines(members)}${indent}}`;
}

function writeCall({ callee, given }: Code, indent: string): string {
  const [only, ...others] = given;
  if (others.length === 0) return `${callee}(${writeCode(only, indent)})`;
  const inside = indent + STEP;
  return `${callee}(\n${given.map((one) => `${inside}${writeCode(one, inside)},\n`).join("")}${indent})`;
}

function inOneLine(value: unknown): string {
  if (isCode(value)) return `${value.callee}(${value.given.map(inOneLine).join(", ")})`;
  if (Array.isArray(value)) return `[${value.map(inOneLine).join(", ")}]`;
  if (!isObject(value)) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([name, member]) => `${name}: ${inOneLine(member)}`)
    .join(", ")} }`;
}

/** A reply has no member of this name. */
function isCode(value: unknown): value is Code {
  return isObject(value) && typeof value.callee === "string" && Array.isArray(value.given);
}
