import { Command } from "commander";
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
import type { Console } from "./console.ts";

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

/** All commands. What one of them refuses is thrown, once it has been told. */
export function openProgram(console: Console): Command {
  const program = new Command("heliograph")
    .description(DESCRIPTION)
    .addHelpText("after", AFTER)
    .configureOutput({ writeErr: (text) => console.warn(text.trimEnd()) })
    .exitOverride();
  for (const add of COMMANDS) add(program, console);
  return program;
}
