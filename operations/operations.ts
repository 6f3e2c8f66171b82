import { deadLetters, parked } from "./list-kept.ts";
import type { AnyOperation } from "./operation.ts";
import { redrive } from "./redrive.ts";
import { redriveParked } from "./redrive-parked.ts";
import { showKept } from "./show-kept.ts";
import { status } from "./status.ts";

/** All that an operator can do. What each is asked for is checked by its own `read`. */
export const OPERATIONS = [deadLetters, parked, redrive, redriveParked, showKept, status] as readonly AnyOperation[];
