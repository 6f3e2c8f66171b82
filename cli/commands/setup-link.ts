import { writeFileSync } from "node:fs";
import type { Command } from "commander";
import { renderSVG, renderUnicodeCompact } from "uqr";
import { type AgentLinkFact, agentLink } from "../../operations/setup/agent-link.ts";
import { present } from "../../shared/base/present.ts";
import type { Console } from "../console.ts";
import { showOperation } from "./command.ts";
import { type SetupOptions, setupCommand } from "./setup-command.ts";

const EXAMPLES = `
Users begin a conversation with it, from a button, a link or a QR code; typed into a browser, it does nothing. It works in Google Messages on
Android, for agents that are launched with the user's carrier. Google's page on it names no other app. For print, draw a
short address of yours that leads to the link: the code is smaller, and can be led elsewhere later.

Examples:
  npx heliograph setup link --project "$PROJECT" --region "$REGION"
  npx heliograph setup link --text 'When are you open?' --svg hours.svg --project "$PROJECT"
  npx heliograph setup link --phone +447700900123 --project "$PROJECT"
`;

type LinkOptions = SetupOptions & { readonly text?: string; readonly phone?: string; readonly svg?: string };

/** `heliograph setup link` */
export function addSetupLink(group: Command, console: Console): void {
  setupCommand(group, "link", "Makes the link, and its QR code, with which users begin a conversation.")
    .option("--text <text>", "what stands in the user's line then")
    .option("--phone <number>", "whom they write to by SMS where RCS does not reach")
    .option("--svg <file>", "draw the code into a file, in place of the terminal")
    .addHelpText("after", EXAMPLES)
    .action((options: LinkOptions) => {
      const { agent, text, phone, svg } = options;
      const note = ({ link }: AgentLinkFact) => {
        if (svg !== undefined) writeFileSync(svg, renderSVG(link));
      };
      const request = present({ agent, text, phone });
      return showOperation({ operation: agentLink, request, options, note }, (told) => showLink(told, svg), console);
    });
}

/** The link, its QR code for a terminal unless that is in a file, and for whom it works. */
export function showLink({ agent, link, launchedWith }: AgentLinkFact, svg: string | undefined): string {
  const code = svg === undefined ? renderUnicodeCompact(link) : `Its QR code is in ${svg}.`;
  const works =
    launchedWith.length === 0
      ? `${agent} is not launched: whoever opens it sees an error. Until then, the agent writes first: npx heliograph send.`
      : `It works for users of ${launchedWith.join(", ")}.`;
  return `${link}\n${code}\n${works}`;
}
