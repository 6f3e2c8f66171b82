import type { AnyOperation } from "./operation.ts";
import { replay } from "./replay.ts";
import { dryRun } from "./replay-dry-run.ts";
import { shadow } from "./replay-shadow.ts";
import { status } from "./status.ts";

/** All that an operator can do. What each is asked for is checked by its own `read`. */
export const OPERATIONS = [status, replay, dryRun, shadow] as readonly AnyOperation[];
