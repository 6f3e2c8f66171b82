import type { Command } from "commander";
import type { KeptId } from "../../operations/kept-choice.ts";
import { deadLetters } from "../../operations/list-kept.ts";
import { redrive } from "../../operations/redrive.ts";
import type { Console } from "../console.ts";
import { addCommand } from "./command.ts";
import { addChoice, addRedriveOptions, eachOf, type RedriveOptions, readLetterId, readWhole } from "./kept-options.ts";
import { setUpList } from "./list-command.ts";
import { runRedrive } from "./redrive-command.ts";
import { setUpShow } from "./show-command.ts";

const WORDS = { one: "dead letter", many: "dead letters" };

const EXAMPLES = `
Examples:
  npx heliograph dead-letters
  npx heliograph dead-letters show message/4
  npx heliograph dead-letters redrive --kind message --dry-run
`;
const LIST_EXAMPLES = `
Examples:
  npx heliograph dead-letters list
  npx heliograph dead-letters list --each --kind message event --reason failed-too-often
  npx heliograph dead-letters list --json
`;
const SHOW_EXAMPLES = `
Examples:
  npx heliograph dead-letters show message/4
  npx heliograph dead-letters show message/4 --unmasked
`;
const REDRIVE_EXAMPLES = `
A letter keeps its bytes, its ids and the time when it was first published: nobody is answered twice, and what has expired stays
unsaid. What users have done comes first. A letter that dies again during the run is left for the next one.

Examples:
  npx heliograph dead-letters redrive message/4
  npx heliograph dead-letters redrive --reason failed-too-often --dry-run
  npx heliograph dead-letters redrive --kind message --limit 100
  npx heliograph dead-letters redrive --all --settle 0 --yes
`;

/** `heliograph dead-letters` */
export function addDeadLetters(program: Command, console: Console): void {
  const group = program
    .command("dead-letters")
    .description("What no function could handle: lists it, shows it, and sends it to its function again.")
    .addHelpText("after", EXAMPLES);
  const listing = addCommand(group, "list", "Counts dead letters by kind and reason. Takes none.", { isDefault: true });
  setUpList(addChoice(listing, { hasKinds: true }), { operation: deadLetters, words: WORDS }, console).addHelpText(
    "after",
    LIST_EXAMPLES,
  );
  const showing = addCommand(group, "show", "Shows one dead letter, without what a person has said.");
  setUpShow(showing, readLetterId, console).addHelpText("after", SHOW_EXAMPLES);
  addRedrive(group, console);
}

function addRedrive(group: Command, console: Console): void {
  const redriving = addCommand(
    group,
    "redrive",
    "Sends dead letters to their function again, once the cause is fixed.",
  );
  addRedriveOptions(
    addChoice(redriving.argument("[id...]", "as the list shows them", eachOf(readLetterId)), { hasKinds: true }),
  )
    .option("--settle <seconds>", "wait so long between what users have done and the rest (default: 30)", readWhole)
    .addHelpText("after", REDRIVE_EXAMPLES)
    .action((ids: readonly KeptId[] | undefined, options: RedriveOptions, command: Command) =>
      runRedrive({ ids: ids ?? [], options, command }, { operation: redrive, words: WORDS }, console),
    );
}
