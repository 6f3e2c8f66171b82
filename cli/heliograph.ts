import { Command, CommanderError } from "commander";
import { addCampaign } from "./commands/campaign.ts";
import { addCapacity } from "./commands/capacity.ts";
import { addDeadLetters } from "./commands/dead-letters.ts";
import { addDoctor } from "./commands/doctor.ts";
import { addErase } from "./commands/erase.ts";
import { addExport } from "./commands/export.ts";
import { addMcp } from "./commands/mcp.ts";
import { addParked } from "./commands/parked.ts";
import { addPause } from "./commands/pause.ts";
import { addReplay } from "./commands/replay.ts";
import { addReport } from "./commands/report.ts";
import { addSend } from "./commands/send.ts";
import { addSetup } from "./commands/setup.ts";
import { addStatus } from "./commands/status.ts";
import { addTimeline } from "./commands/timeline.ts";
import { addVersion } from "./commands/version.ts";
import { type Console, EXIT, openConsole } from "./console.ts";
import { namesLast } from "./names-last.ts";

const DESCRIPTION = "Operates a deployment of Heliograph: yours on Google Cloud, or the one of npm start.";

const AFTER = `
Which deployment:
  --project <id>   a project on Google Cloud, as whom gcloud auth application-default login says
  emulators        where PUBSUB_EMULATOR_HOST and FIRESTORE_EMULATOR_HOST are set
  otherwise        the embedded database of npm start, also while that runs

Exit codes: 0 done; 1 failed; 2 not understood; 130 stopped by Ctrl-C, with nothing half done.
heliograph help <command> has examples.
`;

const COMMANDS = [
  addDoctor,
  addSetup,
  addReplay,
  addTimeline,
  addDeadLetters,
  addParked,
  addSend,
  addCampaign,
  addPause,
  addErase,
  addExport,
  addReport,
  addStatus,
  addCapacity,
  addMcp,
  addVersion,
];

async function main(args: readonly string[]): Promise<number> {
  const console = openConsole(process);
  const program = new Command("heliograph")
    .description(DESCRIPTION)
    .addHelpText("after", AFTER)
    .configureOutput({ writeErr: (text) => console.warn(text.trimEnd()) })
    .exitOverride();
  for (const add of COMMANDS) add(program, console);
  try {
    await program.parseAsync([...namesLast(args)], { from: "user" });
  } catch (error) {
    if (!console.isStopped()) return explain(error, console);
  }
  return console.isStopped() ? EXIT.stopped : EXIT.done;
}

/** What commander refuses it has explained already. */
function explain(error: unknown, console: Console): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.notUnderstood;
  console.warn(error instanceof Error ? error.message : String(error));
  return EXIT.failed;
}

process.exitCode = await main(process.argv.slice(2));
