import { appendFileSync, rmSync, writeFileSync } from "node:fs";
import type { Command } from "commander";
import { type EraseFact, erase } from "../../operations/erase.ts";
import type { Console } from "../console.ts";
import { explainUnwritable } from "../explain-unwritable.ts";
import { addCommand, type CommonOptions, confirmChange, showOperation } from "./command.ts";
import { addPersonalPlaces } from "./personal-places.ts";
import { who } from "./who.ts";

const EXAMPLES = `
Its receipt says what was removed from each store, and when the rest ends by itself. What comes late or is
replayed is ignored from then on; a newer message begins anew. Stopped, it goes on when it is run again.

Examples:
  npx heliograph erase '+44 7700 900123' --dry-run
  npx heliograph erase +447700900123 --receipt receipt.jsonl
  npx heliograph erase +447700900123 --project my-project --region europe-west1 --yes
`;

interface EraseOptions extends CommonOptions {
  readonly dryRun: boolean;
  readonly yes: boolean;
  readonly receipt?: string;
}

/** `heliograph erase` */
export function addErase(program: Command, console: Console): void {
  const command = addCommand(program, "erase", "Erases what every store has of one person, and prints a receipt.");
  addPersonalPlaces(command)
    .argument("<person>", "a phone number, or the name of a conversation")
    .option("--dry-run", "only count what there is", false)
    .option("--receipt <file>", "write the facts to a new file, too, as lines of JSON")
    .option("--yes", "do not ask before a project on Google Cloud is changed", false)
    .addHelpText("after", EXAMPLES)
    .action((person: string, options: EraseOptions) => run(person, options, console));
}

async function run(person: string, options: EraseOptions, console: Console): Promise<void> {
  const { dryRun, yes: isSure, receipt } = options;
  if (!dryRun) await confirmChange("Erase this person for ever", { options, isSure }, console);
  using kept = openReceipt(receipt);
  const request = { person, dryRun, by: await who(options) };
  await showOperation({ operation: erase, request, options, note: kept.add }, show, console);
  if (!console.isStopped()) return;
  const other = receipt === undefined ? "" : `, with another --receipt: ${receipt} says what was done so far`;
  console.warn(`Stopped. Run the same command again to erase the rest${other}.`);
}

/** One that says nothing is taken away again. @throws Error when the file is there already: it may be another person's. */
function openReceipt(file: string | undefined): Disposable & { add(told: EraseFact): void } {
  if (file === undefined) return { add: () => undefined, [Symbol.dispose]: () => undefined };
  beginFile(file);
  let isEmpty = true;
  return {
    add(told) {
      isEmpty = false;
      appendFileSync(file, `${JSON.stringify(told)}\n`);
    },
    [Symbol.dispose]() {
      if (isEmpty) rmSync(file, { force: true });
    },
  };
}

function beginFile(file: string): void {
  try {
    writeFileSync(file, "", { flag: "wx", mode: 0o600 });
  } catch (cause) {
    const why = explainUnwritable(cause, "name another with --receipt");
    throw new Error(`Cannot write ${file}, so nobody was erased: ${why}`, { cause });
  }
}

function show(told: EraseFact): string {
  switch (told.type) {
    case "marked": {
      const until = told.until === undefined ? "for ever" : `until ${told.until}`;
      const kept = told.isOptedOut ? "; that the user has unsubscribed stays known" : "";
      return `${nameOf(told)}: marked as erased ${until}${kept}`;
    }
    case "waiting":
      return `waiting until ${told.until}: a turn may be under way`;
    case "removed":
      return `${nameOf(told)}: ${told.count} removed from ${told.store}`;
    case "counted":
      return `${nameOf(told)}: ${told.count} in ${told.store}`;
    case "ends":
      return `ends ${told.until ?? "when you remove it"}: ${told.place}`;
  }
}

function nameOf({ agent, conversation }: { readonly agent: string; readonly conversation: string }): string {
  return `${agent || "agent unknown"} ${conversation}`;
}
