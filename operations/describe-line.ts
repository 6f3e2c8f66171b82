import { isObject } from "../shared/base/json.ts";
import type { LogLine } from "../shared/ports/log-lines.ts";
import type { TimelineStep } from "./timeline-fact.ts";

/** The events that end a delivery. */
const DELIVERIES: Readonly<Record<string, string>> = {
  delivery_done: "handled",
  delivery_failed: "failed, and comes again",
  dead_lettered: "given up: a dead letter",
};

/** What a log line tells: a delivery with its calls, or one thing that happened in it. */
export function describeLine({ at, severity, event, fields }: LogLine): readonly TimelineStep[] {
  const { turn } = fields;
  const about = {
    type: "step",
    ...(typeof turn === "string" ? { turn: turn as NonNullable<TimelineStep["turn"]> } : {}),
  } as const;
  const end = DELIVERIES[event];
  const words =
    end === undefined ? `${event}${severity === "INFO" ? "" : ` (${severity})`}` : `${deliveryOf(fields)} ${end}`;
  const step = end === undefined ? ("logged" as const) : ("delivery" as const);
  const what = [words, ...namedIn(fields)].join(", ");
  return [
    ...callsIn(fields).map((call) => ({ ...about, ...call, at: at.toISOString() })),
    { ...about, at: at.toISOString(), step, what, details: { severity, event, ...fields } },
  ];
}

type Fields = LogLine["fields"];

function deliveryOf({ kind, attempt }: Fields): string {
  return `delivery ${attempt ?? 1} of the ${kind}`;
}

/** What of a line explains it. */
const NAMED = ["outcome", "reason", "status", "error"];

function namedIn(fields: Fields): readonly string[] {
  const named = NAMED.filter((name) => fields[name] !== undefined).map((name) => `${name} ${fields[name]}`);
  const took = fields.ms === undefined ? [] : [`${fields.ms} ms`];
  const age = fields.ageMs === undefined ? [] : [`${fields.ageMs} ms after it came`];
  return [...named, ...took, ...age, ...(fields.release === undefined ? [] : [`release ${fields.release}`])];
}

function callsIn({ calls }: Fields): readonly Pick<TimelineStep, "step" | "what" | "details">[] {
  if (!Array.isArray(calls)) return [];
  return calls.filter(isObject).map((call) => ({
    step: "call",
    what: `${call.call} answered ${call.status} in ${call.ms} ms${Number(call.tries) > 1 ? `, ${call.tries} tries` : ""}`,
    details: call,
  }));
}
