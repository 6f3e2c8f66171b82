import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const ROOT = new URL("../../..", import.meta.url).pathname;

/** True when our code has every function that Terraform deploys: before, it says less than Terraform. */
export const IS_WHOLE = globSync("functions/outbound/index.ts", { cwd: ROOT }).length > 0;

/** The words that our functions log. */
export function logWords(): ReadonlySet<string> {
  const files = globSync("{functions,shared}/**/*.ts", { cwd: ROOT });
  return new Set(files.flatMap((file) => matches(read(file), /\blog\(\s*"(?:INFO|WARNING|ERROR)",\s*"(\w+)"/g)));
}

/** The members of a log line. */
export function logFields(): ReadonlySet<string> {
  const [, fields = ""] = /interface LogFields \{(.*?)\n\}/s.exec(read("shared/base/log.ts")) ?? [];
  return new Set(["event", ...matches(fields, /readonly (\w+)\?:/g)]);
}

/** The fields that history is searched or sorted by. */
export function searchedFields(): ReadonlySet<string> {
  return new Set(matches(historyText(), /\b(?:orderBy|where)\("(?!__name__)(\w+)"/g));
}

/** The fields that all collections of one name are searched by together. */
export function groupSearchedFields(): readonly string[] {
  const found = historyText().matchAll(/\bcollectionGroup\("(\w+)"\)\s*\.where\("(\w+)"/g);
  return [...found].map(([, collection, field]) => `${collection}.${field}`);
}

function historyText(): string {
  return globSync("shared/google/firestore/*.ts", { cwd: ROOT }).map(read).join("\n");
}

/** The topics that a function's code publishes to. */
export function publishes(name: string): ReadonlySet<string> {
  if (name === "ingress") return new Set([...kinds(), "parked"]);
  const files = [...imported(`functions/${name}/${name}.ts`)];
  const own = files.filter((file) => file.startsWith(`functions/${name}/`)).map(read);
  const dead = own.flatMap((text) => matches(text, /\bkind: "(\w+)"/g)).map((kind) => `${kind}-dead`);
  const named = files.flatMap((file) => matches(read(file), /publisher\.publish\("([\w-]+)"/g));
  // What falls back is handed a port, behind which the topic is.
  return new Set([...dead, ...named, ...(files.includes("shared/turn/fall-back.ts") ? ["fallback"] : [])]);
}

/** Why a webhook is kept for a person. */
export function parkedReasons(): readonly string[] {
  const [, reasons = ""] = /type ParkedReason =(.*?);/s.exec(read("shared/envelope/kind.ts")) ?? [];
  return matches(reasons, /"([\w-]+)"/g);
}

/** The commands of `heliograph`. */
export function heliographCommands(): readonly string[] {
  const code = globSync("cli/commands/*.ts", { cwd: ROOT }).map(read).join("\n");
  return matches(code, /(?:addCommand\(program, |program\s*\.command\()"([\w-]+)"/g);
}

function kinds(): readonly string[] {
  const [, list = ""] = /KINDS[^=]*= \[(.*?)\]/.exec(read("shared/envelope/kind.ts")) ?? [];
  return matches(list, /"(\w+)"/g);
}

/** A file and all that it imports of ours, types aside. */
function imported(file: string, found = new Set<string>()): ReadonlySet<string> {
  if (found.has(file)) return found;
  found.add(file);
  const names = matches(read(file), /^(?:import|export) (?!type\b)[^"]*?from ["](\.[^"]+)"/gm);
  for (const name of names) imported(join(dirname(file), name), found);
  return found;
}

function matches(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map(([, word = ""]) => word);
}

function read(file: string): string {
  return readFileSync(join(ROOT, file), "utf8");
}
