import type { Command } from "commander";
import type { KeptId } from "../../operations/kept-choice.ts";
import { showKept } from "../../operations/show-kept.ts";
import { present } from "../../shared/base/present.ts";
import type { Console } from "../console.ts";
import { type CommonOptions, confirmChange, showOperation } from "./command.ts";
import { showOne } from "./show-kept-facts.ts";
import { who } from "./who.ts";

/** The options of a command that shows one kept message. */
interface ShowOptions extends CommonOptions {
  readonly unmasked: boolean;
  readonly yes: boolean;
}

/** Has a command show one kept message. @param readId Reads the id that the command names. */
export function setUpShow(command: Command, readId: (id: string) => KeptId, console: Console): Command {
  return command
    .argument("<id>", "as the list shows it", readId)
    .option("--unmasked", "show it as it is; leaves a record of who looked", false)
    .option("--yes", "do not ask before that on Google Cloud", false)
    .action((id: KeptId, options: ShowOptions) => runShow(id, options, console));
}

/** Shows one kept message: masked, or as it is, which leaves a record. */
async function runShow(id: KeptId, options: ShowOptions, console: Console): Promise<void> {
  if (options.unmasked) {
    const what = `Show what a person has said in ${id}, and leave a record that you looked,`;
    await confirmChange(what, { options, isSure: options.yes }, console);
  }
  const request = { id, ...present({ unmaskedBy: options.unmasked ? await who(options) : undefined }) };
  await showOperation({ operation: showKept, request, options }, showOne, console);
}
