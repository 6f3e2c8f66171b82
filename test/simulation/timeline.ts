import type { Observation } from "./observation.ts";

/** What a reader of a story wants to see; calls and log lines are in the trace. */
const TOLD: readonly Observation["type"][] = [
  "acted",
  "shown",
  "sms-taken",
  "handoff-news",
  "dead-lettered",
  "parked",
  "conversation-committed",
  "instance-crashed",
  "instance-paused",
  "instance-resumed",
  "fault-begun",
  "fault-ended",
  "timer-fired",
];

/** One line of a timeline: `day hour:minute:second.ms  what`; `undefined` for what only the trace tells. */
export function timelineLine(seen: Observation): string | undefined {
  if (!TOLD.includes(seen.type)) return undefined;
  const { type, at, ...rest } = seen;
  const told = type === "acted" && "act" in rest ? JSON.stringify(rest.act) : JSON.stringify(rest);
  return `${new Date(at).toISOString().slice(5, 23).replace("T", " ")}  ${type.padEnd(22)} ${told.slice(0, 200)}`;
}
