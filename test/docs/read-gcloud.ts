import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Of gcloud's commands: what is below one, and what it takes. */
interface CommandTree {
  readonly commands: Readonly<Record<string, CommandTree>>;
  /** By name: "bool", "value", or what completes it. */
  readonly flags: Readonly<Record<string, unknown>>;
}

/** Words after gcloud that make it no command, but the name of the tool. */
const PROSE = ["and", "is", "knows", "nor", "or", "that", "with", "would"];

/** The commands of the installed gcloud, as it completes them itself; `undefined` where there is none. */
export function readGcloud(): CommandTree | undefined {
  const root = sdkRoot();
  const file = join(root ?? "", "data/cli/gcloud_completions.py");
  if (root === undefined || !existsSync(file)) return undefined;
  const [, tree = ""] = readFileSync(file, "utf8").split("STATIC_COMPLETION_CLI_TREE = ");
  return JSON.parse(tree);
}

function sdkRoot(): string | undefined {
  try {
    return execFileSync("gcloud", ["info", "--format=value(installation.sdk_root)"], { encoding: "utf8" }).trim();
  } catch {
    return undefined;
  }
}

/** Each command of gcloud in a text, as its words. Nothing is passed over but the words that are listed as prose. */
export function gcloudCommands(text: string): readonly (readonly string[])[] {
  const joined = text.replaceAll(/ *\\\n\s*/g, " ").replaceAll(/\$\{[^{}]*\}/g, "$X");
  const found = [...joined.matchAll(/\bgcloud (?=([a-z-]+))/g)].filter(([, word = ""]) => !PROSE.includes(word));
  return found.map(({ index, 0: name }) => wordsOf(joined.slice(index + name.length)));
}

/** A word: quoted parts after an equals sign or a space, and whatever else ends no command. */
const WORD = /^ *((?:(?<==|^| )(?:"[^"\n]*"|'[^'\n]*')|[^\s"'`|&;()#]|(?<=\S)#|'"\$\w+"')+)/;

function wordsOf(rest: string): readonly string[] {
  const [found, word = ""] = WORD.exec(rest) ?? [];
  return found === undefined ? [] : [word, ...wordsOf(rest.slice(found.length))];
}

/** What gcloud does not know of a command, or undefined. */
export function unknownTo(root: CommandTree, words: readonly string[]): string | undefined {
  const unknown = unknownBelow(root, root.flags, words);
  return unknown && `gcloud ${words.join(" ")}: ${unknown}`;
}

type Flags = CommandTree["flags"];

function unknownBelow(node: CommandTree, flags: Flags, [word, ...rest]: readonly string[]): string | undefined {
  const isGroup = Object.keys(node.commands).length > 0;
  if (word === undefined) return isGroup ? "is a group, and no command" : undefined;
  if (word.startsWith("-")) return unknownBehindFlag(node, flags, [word, ...rest]);
  const next = isGroup ? node.commands[word] : node;
  return next === undefined ? word : unknownBelow(next, { ...flags, ...next.flags }, rest);
}

function unknownBehindFlag(node: CommandTree, flags: Flags, [flag = "", ...rest]: readonly string[]) {
  const [name = ""] = flag.split("=");
  const type = flags[name] ?? flags[name.replace("--no-", "--")];
  if (type === undefined) return name;
  const hasValueBehind = type !== "bool" && !flag.includes("=");
  return unknownBelow(node, flags, rest.slice(hasValueBehind ? 1 : 0));
}
