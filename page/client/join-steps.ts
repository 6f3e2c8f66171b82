import type { PageFact, PageFactOf } from "../page-fact.ts";

type Call = PageFactOf<"call">;

/** A row of the way: a step, with what its function's log says of it. */
export type WayRow = PageFact & { readonly log?: Readonly<Record<string, unknown>> };

/** The lines of the log that end a delivery. */
const ENDS = ["delivery_done", "delivery_failed", "dead_lettered"];

/**
 * One row a call, and one a delivery. A call came, perhaps the phone showed it, and it was answered; what the phone shows only
 * later has rows of its own. What the log says at the end of a delivery stands in the row of its end.
 */
export function joinSteps(steps: readonly PageFact[]): readonly WayRow[] {
  return steps
    .filter((step) => !isToldElsewhere(steps, step))
    .map((step): WayRow => {
      if (step.type === "answered") return { ...step, json: arrivalOf(steps, step)?.json };
      return step.type === "delivery" && step.step === "ended" ? withLog(steps, step) : step;
    });
}

function isToldElsewhere(steps: readonly PageFact[], step: PageFact): boolean {
  return step.type === "call" ? isAnswered(steps, step) && !waited(step) : isEndOfDelivery(step);
}

function arrivalOf(steps: readonly PageFact[], { call, seq }: PageFactOf<"answered">): Call | undefined {
  return steps.findLast((step): step is Call => isArrival(step) && step.call.id === call.id && step.seq < seq);
}

function isArrival(step: PageFact): step is Call {
  return step.type === "call" && step.step === "arrived";
}

function isAnswered(steps: readonly PageFact[], { call, seq }: Call): boolean {
  return steps.some((step) => step.type === "answered" && step.call.id === call.id && step.seq > seq);
}

/** The phone did not show it at once. */
function waited({ step, call }: Call): boolean {
  return step === "queued" && call.does.type === "message";
}

function withLog(steps: readonly PageFact[], ended: PageFactOf<"delivery">): WayRow {
  const line = steps.findLast((step) => isEndOfDelivery(step) && step.seq < ended.seq);
  return line?.type === "logged" ? { ...ended, log: line.json as NonNullable<WayRow["log"]> } : ended;
}

function isEndOfDelivery(step: PageFact): boolean {
  return step.type === "logged" && ENDS.includes(step.event);
}
