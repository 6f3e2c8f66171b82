import { type Command, InvalidArgumentError } from "commander";
import { USUAL_LOAD } from "../capacity/constants.ts";
import type { Load } from "../capacity/load.ts";
import type { Console } from "../console.ts";

const EXAMPLES = `
It computes from Terraform's defaults, and calls no service. The figures are in docs/capacity.md, and what lies beyond the limits.

Examples:
  npx heliograph capacity --messages 100
  npx heliograph capacity --messages 2 --outbound 50 --timers 50
  npx heliograph capacity --messages 100 --mean-percent 20 --turn-seconds 1.5 --json
`;

interface CapacityOptions extends Load {
  readonly json: boolean;
}

/** `heliograph capacity` */
export function addCapacity(program: Command, console: Console): void {
  const usual = USUAL_LOAD;
  program
    .command("capacity")
    .description("Tells what a load needs, what it costs, and which limit it reaches first.")
    .option("--messages <n>", "messages of users a second, each answered once", from(0), usual.messages)
    .option("--outbound <n>", "messages a second that other systems send", from(0), usual.outbound)
    .option("--timers <n>", "timers a second: one for each message with a fallback", from(0), usual.timers)
    .option("--receipts <n>", "receipts for each message sent", from(0), usual.receipts)
    .option("--message-bytes <n>", "bytes of a message, as it is published", from(1), usual.messageBytes)
    .option("--turn-seconds <n>", "how long a turn lasts, the bot included", from(0.001), usual.turnSeconds)
    .option("--history-days <n>", "how long conversations are remembered", from(1), usual.historyDays)
    .option(
      "--mean-percent <n>",
      "average load of a month, in per cent of the load above",
      from(0, 100),
      usual.meanPercent,
    )
    .option("--json", "tell it as one line of JSON", false)
    .addHelpText("after", EXAMPLES)
    .action(async ({ json, ...load }: CapacityOptions) => {
      // Read late: no other command needs it.
      const { planCapacity } = await import("../capacity/plan-capacity.ts");
      const { writeCapacity } = await import("../capacity/write-capacity.ts");
      if (load.messages + load.outbound + load.timers === 0)
        program.error("error: nothing to plan for: set --messages, --outbound or --timers above 0");
      const plan = planCapacity(load);
      console.print(json ? JSON.stringify({ load, ...plan }) : writeCapacity(load, plan));
    });
}

/** Reads a number of the command line. @throws InvalidArgumentError, with which commander names the option. */
function from(least: number, most = Number.POSITIVE_INFINITY): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (value.trim() !== "" && Number.isFinite(number) && number >= least && number <= most) return number;
    const until = most === Number.POSITIVE_INFINITY ? "on" : `to ${most}`;
    throw new InvalidArgumentError(`Expected a number from ${least} ${until}.`);
  };
}
