import type { Command } from "commander";
import { type StatusFact, status } from "../../operations/status.ts";
import type { Console } from "../console.ts";
import { addCommand, type CommonOptions, showOperation } from "./command.ts";
import { nameOfScope } from "./pause.ts";

const EXAMPLES = `
Examples:
  npx heliograph status
  npx heliograph status --json
`;

/** `heliograph status` */
export function addStatus(program: Command, console: Console): void {
  addCommand(program, "status", "Tells how a deployment stands. It changes nothing.")
    .addHelpText("after", EXAMPLES)
    .action((options: CommonOptions) => run(options, console));
}

async function run(options: CommonOptions, console: Console): Promise<void> {
  let isPaused = false;
  const note = ({ type }: StatusFact) => {
    isPaused ||= type === "paused";
  };
  await showOperation({ operation: status, request: {}, options, note }, showStatus, console);
  if (!isPaused && !options.json) console.print("nothing is paused");
}

function showStatus(fact: StatusFact): string {
  if (fact.type === "deployment") return `${fact.deployment.type}: ${fact.deployment.name}`;
  const { scope, since, by } = fact;
  return `paused: ${nameOfScope(scope)}, since ${since}, by ${by}`;
}
