import type { AnyOperation } from "./operation.ts";
import { pause } from "./pause.ts";
import { status } from "./status.ts";
import { timeline } from "./timeline.ts";

/** All that an operator can do. What each is asked for is checked by its own `read`. */
export const OPERATIONS = [pause, status, timeline] as readonly AnyOperation[];
