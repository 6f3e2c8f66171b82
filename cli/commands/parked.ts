import type { Command } from "commander";
import type { KeptId } from "../../operations/kept-choice.ts";
import { parked } from "../../operations/list-kept.ts";
import { redriveParked } from "../../operations/redrive-parked.ts";
import type { Console } from "../console.ts";
import { addCommand, showOperation } from "./command.ts";
import {
  addChoice,
  addRedriveOptions,
  type ChoiceOptions,
  choiceOf,
  eachOf,
  type RedriveOptions,
  readParkedId,
} from "./kept-options.ts";
import { runRedrive } from "./redrive-command.ts";
import { runShow, type ShowOptions } from "./show-command.ts";
import { showListed } from "./show-kept-facts.ts";

const WORDS = { one: "parked webhook", many: "parked webhooks" };

const EXAMPLES = `
Examples:
  npx heliograph parked
  npx heliograph parked show parked/5
  npx heliograph parked redrive --all --dry-run
`;
const LIST_EXAMPLES = `
Examples:
  npx heliograph parked list --each
  npx heliograph parked list --reason agent-not-configured --json
`;
const SHOW_EXAMPLES = `
Examples:
  npx heliograph parked show parked/5
  npx heliograph parked show parked/5 --unmasked
`;
const REDRIVE_EXAMPLES = `
It chooses their function anew, with this release and the agents in AGENTS, and names conversations by CONVERSATION_KEY: on Google
Cloud, set both to what the functions have. What no function can take yet stays, and says why.

Examples:
  npx heliograph parked redrive parked/5
  npx heliograph parked redrive --reason agent-not-configured --dry-run
  npx heliograph parked redrive --all
`;

/** `heliograph parked` */
export function addParked(program: Command, console: Console): void {
  const group = program
    .command("parked")
    .description("Genuine webhooks for which ingress found no function: lists them, shows them, and chooses anew.")
    .addHelpText("after", EXAMPLES);
  addChoice(addCommand(group, "list", "Counts parked webhooks by reason. Takes none.", { isDefault: true }), {
    hasKinds: false,
  })
    .option("--each", "also list each of them", false)
    .addHelpText("after", LIST_EXAMPLES)
    .action((options: ChoiceOptions & { readonly each: boolean }) => {
      const request = { ...choiceOf(options), each: options.each };
      return showOperation(
        { operation: parked, request, options },
        (told) => showListed(told, WORDS, console),
        console,
      );
    });
  addCommand(group, "show", "Shows one parked webhook, without what a person has said.")
    .argument("<id>", "as the list shows it", readParkedId)
    .option("--unmasked", "show it as it is; leaves a record of who looked", false)
    .option("--yes", "do not ask before that on Google Cloud", false)
    .addHelpText("after", SHOW_EXAMPLES)
    .action((id: KeptId, options: ShowOptions) => runShow(id, options, console));
  const redriving = addCommand(group, "redrive", "Sends parked webhooks to the function that can take them now.");
  addRedriveOptions(
    addChoice(redriving.argument("[id...]", "as the list shows them", eachOf(readParkedId)), { hasKinds: false }),
  )
    .addHelpText("after", REDRIVE_EXAMPLES)
    .action((ids: readonly KeptId[] | undefined, options: RedriveOptions, command: Command) =>
      runRedrive({ ids: ids ?? [], options, command }, { operation: redriveParked, words: WORDS }, console),
    );
}
