import { erase } from "./erase.ts";
import { exportPerson } from "./export.ts";
import type { AnyOperation } from "./operation.ts";
import { status } from "./status.ts";

/** All that an operator can do. What each is asked for is checked by its own `read`. */
export const OPERATIONS = [status, erase, exportPerson] as readonly AnyOperation[];
