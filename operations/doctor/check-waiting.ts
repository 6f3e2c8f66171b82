import { KINDS } from "../../shared/ports/topic.ts";
import type { KeptKind } from "../kept-choice.ts";
import type { Operator } from "../operator.ts";
import { readKept } from "../read-kept.ts";
import { isAbsent } from "../set-up.ts";
import { absent, examine, type Finding, ok, wrong } from "./finding.ts";

/** A timer is published within seconds; an outage of an hour needs nobody. */
const LATE_MS = 10 * 60_000;
/** More are not counted: reading takes them in hand. */
const MOST = 1000;

/** Looks at what waits: dead letters, parked webhooks and timers. Nothing is taken. */
export async function checkWaiting(operator: Operator, signal: AbortSignal): Promise<readonly Finding[]> {
  return [
    ...(await examine("dead letters", () => checkKeptOf(KINDS, operator, signal))),
    ...(await examine("parked webhooks", () => checkKeptOf(["parked"], operator, signal))),
    ...(await examine("timers", () => checkTimers(operator))),
  ];
}

async function checkKeptOf(
  kinds: readonly KeptKind[],
  operator: Operator,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const what = kinds[0] === "parked" ? "parked webhooks" : "dead letters";
  const command = kinds[0] === "parked" ? "npx heliograph parked" : "npx heliograph dead-letters";
  let count = 0;
  for await (const _ of readKept(kinds, operator, signal)) {
    count += 1;
    if (count === MOST) break;
  }
  if (count === 0) return [ok(`no ${what} wait`)];
  const many = count === MOST ? `${MOST} or more` : String(count);
  return [
    wrong(`${many} ${what} wait for a person`, `${command} shows why; mend the cause, then ${command} redrive --all`),
  ];
}

async function checkTimers({ setUp, clock }: Operator): Promise<readonly Finding[]> {
  if (isAbsent(setUp.timers)) return [absent("timers", setUp.timers)];
  const now = clock.now();
  const { waiting, isMore, overdueSince } = await setUp.timers.count(now);
  const count = `${waiting}${isMore ? " or more" : ""}`;
  const lateMs = overdueSince === undefined ? 0 : now.getTime() - overdueSince.getTime();
  if (lateMs < LATE_MS) return [ok(`${count} timers wait, none is late`)];
  const says = `${count} timers wait, and the first has been due for ${Math.round(lateMs / 60_000)} min`;
  return [wrong(says, "resume the queue of timers, and see whether its account may publish; of npm start, let it run")];
}
