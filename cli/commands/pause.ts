import type { Command } from "commander";
import { type PauseFact, pause } from "../../operations/pause.ts";
import { type ResumeFact, resume } from "../../operations/resume.ts";
import type { AgentId } from "../../shared/base/ids.ts";
import type { PauseScope } from "../../shared/ports/pauses.ts";
import type { Console } from "../console.ts";
import { addCommand, type CommonOptions, confirmChange, showOperation } from "./command.ts";
import { showRedriven } from "./show-kept-facts.ts";
import { who } from "./who.ts";

const WHAT = "bot: its answers; outbound: what other systems and people send; or an agent of AGENTS";
const WORDS = { one: "held message", many: "held messages" };

const PAUSE_EXAMPLES = `
Within a minute nothing more of it is said. Nothing is lost: what users write, their opt-outs and receipts are still kept, and
what was to be said waits as a dead letter for the resume. What expires meanwhile stays unsaid.

Examples:
  npx heliograph pause bot
  npx heliograph pause demo_agent
`;
const RESUME_EXAMPLES = `
It waits half a minute until every process knows, and then sends again what waited. Broken off, it loses nothing: the same
command goes on.

Examples:
  npx heliograph resume bot
  npx heliograph resume demo_agent --json
`;

interface PauseOptions extends CommonOptions {
  readonly yes: boolean;
}

/** `heliograph pause` and `heliograph resume` */
export function addPause(program: Command, console: Console): void {
  addCommand(program, "pause", "Stops it from talking, until it is resumed.")
    .argument("<what>", WHAT)
    .option("--yes", "do not ask before a project on Google Cloud is changed", false)
    .addHelpText("after", PAUSE_EXAMPLES)
    .action(async (what: string, options: PauseOptions) => {
      await confirmChange(`Pause ${what}`, { options, isSure: options.yes }, console);
      const request = { scope: scopeOf(what), by: await who(options) };
      await showOperation({ operation: pause, request, options }, showPaused, console);
    });
  addCommand(program, "resume", "Lets it talk again, and sends what waited.")
    .argument("<what>", WHAT)
    .option("--yes", "do not ask before a project on Google Cloud is changed", false)
    .addHelpText("after", RESUME_EXAMPLES)
    .action(async (what: string, options: PauseOptions) => {
      await confirmChange(`Resume ${what}`, { options, isSure: options.yes }, console);
      const request = { scope: scopeOf(what), by: await who(options) };
      await showOperation({ operation: resume, request, options }, (told) => showResumed(told, console), console);
    });
}

function scopeOf(what: string): PauseScope {
  return what === "bot" || what === "outbound" ? { type: what } : { type: "agent", agent: what as AgentId };
}

/** As one of the words that the command takes. */
export function nameOfScope(scope: PauseScope): string {
  return scope.type === "agent" ? scope.agent : scope.type;
}

function showPaused(told: PauseFact): string {
  if (told.type === "silent-by") return `Nothing more of it is said from ${told.at} on.`;
  return `Paused: ${nameOfScope(told.scope)}, since ${told.since}, by ${told.by}.`;
}

function showResumed(told: ResumeFact, console: Console): string | undefined {
  switch (told.type) {
    case "resumed":
      return `Resumed: ${nameOfScope(told.scope)}.`;
    case "was-not-paused":
      return `${nameOfScope(told.scope)} was not paused; what still waits is sent.`;
    case "every-process-knows":
      return `Waiting until ${told.at}, when every process knows.`;
    default:
      return showRedriven(told, WORDS, console);
  }
}
