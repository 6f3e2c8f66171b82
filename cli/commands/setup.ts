import { extname } from "node:path";
import type { Command } from "commander";
import { countOf } from "../../operations/count-of.ts";
import { type AgentSetupFact, agentSetup } from "../../operations/setup/agent-setup.ts";
import { type CheckedReachFact, checkReach, type ReachFact } from "../../operations/setup/check-reach.ts";
import { type TesterFact, testers } from "../../operations/setup/testers.ts";
import { uploadFile } from "../../operations/setup/upload-file.ts";
import { addressIn } from "../../shared/base/phone.ts";
import { present } from "../../shared/base/present.ts";
import type { Console } from "../console.ts";
import { readPeopleFile } from "../read-people-file.ts";
import { readNamedFile } from "../read-text-file.ts";
import { writeWholeFile } from "../write-whole-file.ts";
import { showOperation } from "./command.ts";
import { type SetupOptions, setupCommand } from "./setup-command.ts";
import { addSetupLink } from "./setup-link.ts";
import { addSetupWebhook, nameOf } from "./setup-webhook.ts";

const EXAMPLES = `
What Google's console is needed for otherwise. The account that calls is that of the functions where API_IMPERSONATE or
API_CREDENTIALS_FILE names it, else whoever is logged in. RCS_API calls a simulator in place of Google.

Examples:
  npx heliograph setup
  npx heliograph setup --json
`;
const TESTERS_EXAMPLES = `
An agent that is not launched reaches its testers only, once they have accepted on their phones, and it writes first: nobody can begin a
conversation with it (npx heliograph send). Google takes 20 invitations a day.

Examples:
  npx heliograph setup testers +447700900123 +447700900124
  npx heliograph setup testers --remove +447700900123
`;
const REACH_EXAMPLES = `
The file is a list as heliograph campaign takes it: a CSV whose column phone, or to, has the numbers, or a number at the beginning of each
line. Of 500 different numbers in a region and more, Google is asked at once, and of fewer one by one.

Examples:
  npx heliograph setup reach people.csv --save reachable.txt --project "$PROJECT"
`;
const FILE_EXAMPLES = `
Google keeps it for 60 days under a name that messages may show.

Examples:
  npx heliograph setup file https://example.com/menu.pdf
  npx heliograph setup file menu.pdf --project "$PROJECT"
`;

const TYPES: Readonly<Record<string, string>> = {
  ".gif": "image/gif",
  ".jpeg": "image/jpeg",
  ".jpg": "image/jpeg",
  ".mp4": "video/mp4",
  ".pdf": "application/pdf",
  ".png": "image/png",
  ".webm": "video/webm",
};

/** `heliograph setup` */
export function addSetup(program: Command, console: Console): void {
  const group = program
    .command("setup")
    .description("Sets up an agent at Google: its webhook, testers, files, link, and whom it reaches.")
    .addHelpText("after", EXAMPLES);
  setupCommand(group, "show", "Tells what Google has of an agent.", { isDefault: true }).action(
    (options: SetupOptions) =>
      showOperation({ operation: agentSetup, request: present({ agent: options.agent }), options }, showAgent, console),
  );
  addSetupWebhook(group, console);
  addTesters(group, console);
  addReach(group, console);
  addFile(group, console);
  addSetupLink(group, console);
}

function showAgent({ agent, webhook, launchedWith, testers: of }: AgentSetupFact): string {
  const launch =
    launchedWith.length === 0
      ? "It is not launched: it reaches testers only."
      : `It is launched with ${launchedWith.join(", ")}.`;
  const invited = Object.entries(of).filter(([, count]) => count > 0);
  const told = invited.map(([answer, count]) => `${count} ${answer}`).join(", ");
  return `${agent} has ${nameOf(webhook)}.\n${launch}\nTesters: ${told || "none"}.`;
}

function addTesters(group: Command, console: Console): void {
  setupCommand(group, "testers", "Invites phones to test an agent that is not launched.")
    .argument("<phone...>", "in E.164, with their plus")
    .option("--remove", "remove them instead", false)
    .addHelpText("after", TESTERS_EXAMPLES)
    .action(async (named: readonly string[], options: SetupOptions & { readonly remove: boolean }) => {
      const phones = named.map(addressIn);
      const request = {
        phones,
        ...present({ agent: options.agent }),
        ...(options.remove ? { isRemoved: true as const } : {}),
      };
      let refused = 0;
      const note = ({ type }: TesterFact) => {
        if (type === "refused") refused += 1;
      };
      await showOperation({ operation: testers, request, options, note }, showTester, console);
      if (refused > 0) throw new Error(`${refused} of ${phones.length} were refused`);
    });
}

function showTester(fact: TesterFact): string {
  return fact.type === "tester" ? `${fact.phone}: ${fact.is}` : `${fact.phone}: refused: ${fact.why}`;
}

function addReach(group: Command, console: Console): void {
  setupCommand(group, "reach", "Tells which phones of a list RCS reaches. Nobody is written to.")
    .argument("<file>", "a list of phone numbers")
    .option("--save <file>", "write the numbers that are reached to a file")
    .addHelpText("after", REACH_EXAMPLES)
    .action(async (file: string, options: SetupOptions & { readonly save?: string }) => {
      const request = { ...(await readPeopleFile(file)), ...present({ agent: options.agent }) };
      const reached: CheckedReachFact[] = [];
      const note = (fact: ReachFact) => {
        if (fact.type === "reach") reached.push(fact);
      };
      const show = (fact: ReachFact) => showReach(fact, console);
      await showOperation({ operation: checkReach, request, options, note }, show, console);
      if (options.save !== undefined) await save(options.save, reached);
    });
}

/** @throws Error when nobody was asked to the end: a list that lacks some of those who are reached would pass for all of them. */
async function save(file: string, [reached]: readonly CheckedReachFact[]): Promise<void> {
  if (reached === undefined) throw new Error(`Stopped: ${file} is not written`);
  await writeWholeFile(file, reached.reachable.map((phone) => `${phone}\n`).join(""));
}

function showReach(fact: ReachFact, console: Console): string | undefined {
  switch (fact.type) {
    case "mistake":
      return `line ${fact.line}: ${fact.what}`;
    case "progress":
      console.progress(`Asking whom RCS reaches: ${fact.done} of ${fact.of}`);
      return undefined;
    case "reach": {
      const { agent, asked, reachable, sampled, sampledReachable } = fact;
      const share = sampled === 0 ? "" : `\nOver all carriers, ${sampledReachable} of a sample of ${sampled} have RCS.`;
      return `${agent} reaches ${reachable.length} of ${countOf(asked, "phone")}.${share}`;
    }
  }
}

function addFile(group: Command, console: Console): void {
  setupCommand(group, "file", "Gives Google a file that messages can show.")
    .argument("<file>", "a path, or a URL that Google fetches")
    .option("--type <type>", "its content type, where its name does not say it")
    .addHelpText("after", FILE_EXAMPLES)
    .action(async (file: string, options: SetupOptions & { readonly type?: string }) => {
      const request = { ...(await readContent(file, options.type)), ...present({ agent: options.agent }) };
      const show = ({ name }: { readonly name: string }) => `${name}: messages can show it for 60 days`;
      return showOperation({ operation: uploadFile, request, options }, show, console);
    });
}

async function readContent(file: string, type = TYPES[extname(file).toLowerCase()]) {
  if (/^https?:\/\//i.test(file)) return { url: file };
  if (type === undefined) throw new Error(`Cannot tell what ${file} is: name its content type with --type`);
  const bytes = await readNamedFile(file, "a file for messages");
  return { base64: bytes.toString("base64"), contentType: type };
}
