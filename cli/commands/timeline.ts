import type { Command } from "commander";
import { timeline } from "../../operations/timeline.ts";
import type { TimelineFact } from "../../operations/timeline-fact.ts";
import { present } from "../../shared/base/present.ts";
import type { Console } from "../console.ts";
import { readWhen } from "../read-when.ts";
import { addCommand, type CommonOptions, showOperation } from "./command.ts";
import { who } from "./who.ts";

const EXAMPLES = `
It tells what came, each delivery with its calls to Google, what was decided and why nothing was said, and what became of
each message. Texts are told by their length; --unmasked shows them, and leaves a record of who looked.

Examples:
  npx heliograph timeline +447700900123
  npx heliograph timeline +447700900123 --from 2h --unmasked
  npx heliograph timeline +447700900123 --from 7d --json
`;

interface TimelineOptions extends CommonOptions {
  readonly from?: string;
  readonly to?: string;
  readonly unmasked?: true;
}

/** `heliograph timeline` */
export function addTimeline(program: Command, console: Console): void {
  addCommand(program, "timeline", "Tells all that happened in a conversation or around a message, in order.")
    .argument("<whom>", "a conversation, a phone number, or the id of a message of ours")
    .option("--from <when>", "90m, 2h or 7d ago, or RFC 3339 (default: 1d)", (when) => readWhen(when))
    .option("--to <when>", "the same (default: now)", (when) => readWhen(when))
    .option("--unmasked", "show what was said")
    .addHelpText("after", EXAMPLES)
    .action(async (whom: string, options: TimelineOptions) => {
      const request = {
        whom,
        ...present({ from: dateOf(options.from), to: dateOf(options.to) }),
        ...(options.unmasked === true ? { unmaskedBy: await who(options) } : {}),
      };
      await showOperation({ operation: timeline, request, options }, showTimelineFact, console);
    });
}

/** `readWhen` has read it. */
function dateOf(when: string | undefined): Date | undefined {
  return when === undefined ? undefined : new Date(when);
}

const STEP_WIDTH = 9;

/** A fact of a timeline in words. */
export function showTimelineFact(fact: TimelineFact): string {
  switch (fact.type) {
    case "conversation":
      return `\n${fact.conversation}\n  now: ${fact.now}\n`;
    case "step":
      return `${fact.at}  ${fact.step.padEnd(STEP_WIDTH)} ${fact.what}`;
    case "gap":
      return `${fact.at ?? " ".repeat(24)}  ${"gap".padEnd(STEP_WIDTH)} ${fact.what}`;
  }
}
