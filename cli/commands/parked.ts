import type { Command } from "commander";
import type { KeptId } from "../../operations/kept-choice.ts";
import { parked } from "../../operations/list-kept.ts";
import { redriveParked } from "../../operations/redrive-parked.ts";
import type { Console } from "../console.ts";
import { addCommand } from "./command.ts";
import { addChoice, addRedriveOptions, eachOf, type RedriveOptions, readParkedId } from "./kept-options.ts";
import { setUpList } from "./list-command.ts";
import { runRedrive } from "./redrive-command.ts";
import { setUpShow } from "./show-command.ts";

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
  const listing = addCommand(group, "list", "Counts parked webhooks by reason. Takes none.", { isDefault: true });
  setUpList(addChoice(listing, { hasKinds: false }), { operation: parked, words: WORDS }, console).addHelpText(
    "after",
    LIST_EXAMPLES,
  );
  const showing = addCommand(group, "show", "Shows one parked webhook, without what a person has said.");
  setUpShow(showing, readParkedId, console).addHelpText("after", SHOW_EXAMPLES);
  const redriving = addCommand(group, "redrive", "Sends parked webhooks to the function that can take them now.");
  addRedriveOptions(
    addChoice(redriving.argument("[id...]", "as the list shows them", eachOf(readParkedId)), { hasKinds: false }),
  )
    .addHelpText("after", REDRIVE_EXAMPLES)
    .action((ids: readonly KeptId[] | undefined, options: RedriveOptions, command: Command) =>
      runRedrive({ ids: ids ?? [], options, command }, { operation: redriveParked, words: WORDS }, console),
    );
}
