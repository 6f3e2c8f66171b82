import { erase } from "./erase.ts";
import { exportPerson } from "./export.ts";
import { deadLetters, parked } from "./list-kept.ts";
import type { AnyOperation } from "./operation.ts";
import { pause } from "./pause.ts";
import { redrive } from "./redrive.ts";
import { redriveParked } from "./redrive-parked.ts";
import { replay } from "./replay.ts";
import { dryRun } from "./replay-dry-run.ts";
import { shadow } from "./replay-shadow.ts";
import { resume } from "./resume.ts";
import { showKept } from "./show-kept.ts";
import { status } from "./status.ts";
import { timeline } from "./timeline.ts";

/** All that an operator can do. What each is asked for is checked by its own `read`. */
export const OPERATIONS = [
  deadLetters,
  dryRun,
  erase,
  exportPerson,
  parked,
  pause,
  redrive,
  redriveParked,
  replay,
  resume,
  shadow,
  showKept,
  status,
  timeline,
] as readonly AnyOperation[];
