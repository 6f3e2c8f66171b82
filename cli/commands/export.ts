import { type FileHandle, open, rename, rm } from "node:fs/promises";
import type { Command } from "commander";
import { countOf } from "../../operations/count-of.ts";
import { exportPerson } from "../../operations/export.ts";
import type { Console } from "../console.ts";
import { explainUnwritable } from "../explain-unwritable.ts";
import { runOperation } from "../run-operation.ts";
import { chooseTarget } from "../target.ts";
import { addCommand, type CommonOptions } from "./command.ts";
import { addPersonalPlaces } from "./personal-places.ts";
import { who } from "./who.ts";

const EXAMPLES = `
The file is a JSON array. Only its owner can read it. Files that the person sent are named, not copied. A record of
who has exported whom stays in the database.

Examples:
  npx heliograph export +447700900123
  npx heliograph export '+44 7700 900123' --to ada.json --force
`;

interface ExportOptions extends CommonOptions {
  readonly to: string;
  readonly force: boolean;
}

/** `heliograph export` */
export function addExport(program: Command, console: Console): void {
  const command = addCommand(program, "export", "Writes all that is kept of one person to a file.");
  addPersonalPlaces(command)
    .argument("<person>", "a phone number, or the name of a conversation")
    .option("--to <file>", "the file to write", "person.json")
    .option("--force", "replace the file if it is there", false)
    .addHelpText("after", EXAMPLES)
    .action((person: string, options: ExportOptions) => run(person, options, console));
}

async function run(person: string, options: ExportOptions, console: Console): Promise<void> {
  const { to, force, json } = options;
  const target = chooseTarget(options, process.env);
  const request = { person, by: await who(options) };
  const facts = runOperation(exportPerson, request, { target, signal: console.signal });
  // What is replaced stays until the new one is whole.
  const file = force ? `${to}.${process.pid}.part` : to;
  await using opened = await openFile(file, to);
  const count = await writeAll(facts, opened, console).catch(async (error: unknown) => {
    await rm(file, { force: true });
    throw error;
  });
  if (console.isStopped()) {
    await rm(file, { force: true });
    return console.warn(`Stopped: ${to} was not written`);
  }
  if (force) await rename(file, to);
  console.print(
    json ? JSON.stringify({ type: "exported", file: to, count }) : `${countOf(count, "thing")} written to ${to}`,
  );
}

/** @returns How many there were. */
async function writeAll(facts: AsyncIterable<unknown>, file: FileHandle, console: Console): Promise<number> {
  using _ = console.working();
  let count = 0;
  for await (const told of facts) {
    await file.write(`${count === 0 ? "[\n" : ",\n"}${JSON.stringify(told)}`);
    count += 1;
    console.progress(`${count} things`);
  }
  await file.write(count === 0 ? "[]\n" : "\n]\n");
  return count;
}

/** @throws Error that names the file of the option. */
async function openFile(file: string, to: string): Promise<FileHandle> {
  try {
    return await open(file, "wx", 0o600);
  } catch (cause) {
    const why = explainUnwritable(cause, "name another with --to, or add --force");
    throw new Error(`Cannot write ${to}: ${why}`, { cause });
  }
}
