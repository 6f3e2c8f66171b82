import type { PauseScope } from "../../shared/ports/pauses.ts";
import { SECOND } from "./durations.ts";
import type { ScriptBench } from "./script-bench.ts";
import type { StoryAct } from "./story-act.ts";

/** What `heliograph pause` does. */
export function pause(scope: PauseScope): StoryAct {
  return { do: "pause-scope", scope };
}

/** What `heliograph resume` does: half a minute later everybody has seen it, and what waits is sent again. */
export function resumeAt(script: ScriptBench, ms: number, scope: PauseScope): void {
  script.at(ms, { do: "resume-scope", scope });
  for (const kind of ["message", "event"] as const) script.at(ms + 32 * SECOND, { do: "redrive", kind });
  for (const kind of ["outbound", "deadline"] as const) script.at(ms + 34 * SECOND, { do: "redrive", kind });
}
