import type { FaultName } from "../../page/faults.ts";
import type { ApiCall } from "../../simulator/api/call.ts";
import type { CallFault } from "../../simulator/faults/call-fault.ts";
import type { Platform } from "../../simulator/platform.ts";

/** Turns faults on and off. */
export interface FaultSwitches {
  set(fault: FaultName, isOn: boolean): void;
}

const SLOW_MS = 3000;
const RETRY_AFTER_SECONDS = 1;

/** Puts all faults on the simulator, switched off. @param kill Kills the function that makes a call just now. */
export function openFaultSwitches(
  platform: Pick<Platform, "addCallFault" | "addWebhookFault">,
  kill: () => void,
): FaultSwitches {
  const on = new Set<FaultName>();
  for (const name of ["duplicate", "reorder", "forge"] as const) {
    platform.addWebhookFault({ do: name, times: Number.POSITIVE_INFINITY, matches: () => on.has(name) });
  }
  for (const [name, fault] of callFaults(kill)) {
    const first = onceEach();
    platform.addCallFault({
      ...fault,
      times: Number.POSITIVE_INFINITY,
      matches: (call) => on.has(name) && call.act.type === "message" && (name === "slow" || first(call)),
    });
  }
  return {
    set(fault, isOn) {
      if (isOn) on.add(fault);
      else on.delete(fault);
    },
  };
}

function callFaults(kill: () => void): readonly (readonly [FaultName, CallFault])[] {
  return [
    ["too-many", { at: "before", response: { status: 429, retryAfterSeconds: RETRY_AFTER_SECONDS } }],
    ["server-error", { at: "before", response: { status: 503 } }],
    ["lost-answer", { at: "after", response: "reset" }],
    ["slow", { at: "before", delayMs: SLOW_MS }],
    ["kill", { at: "after", hook: kill, response: "reset" }],
  ];
}

/** True for the first call with an id. */
function onceEach(): (call: ApiCall) => boolean {
  const seen = new Set<string>();
  return ({ id }) => {
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
  };
}
