import { type Json, number, optional, refuse, shape, textUpTo } from "../../shared/base/json.ts";
import type { Operation } from "../operation.ts";
import { refuseUnknownAgent } from "../refuse-unknown-agent.ts";
import { type AgentDayReport, countDay } from "./count-day.ts";

/** What reporting tells: each agent's days, the oldest first, or how far that is. */
export type ReportFact = AgentDayReport | { readonly type: "progress"; readonly done: number; readonly of: number };

const DAY_MS = 86_400_000;
const MOST_DAYS = 90;
const MOST_CHARACTERS = 256;

const readReport = shape({
  /** So many days of UTC, up to today. */
  days,
  agent: optional(textUpTo(MOST_CHARACTERS)),
});

function days(json: Json): number {
  const value = number(json);
  const isWhole = Number.isInteger(value) && value >= 1 && value <= MOST_DAYS;
  return isWhole ? value : refuse(json, `1 to ${MOST_DAYS} days`, value);
}

/** Counts what history has of each agent and day. Nothing is changed. */
export const report: Operation<ReturnType<typeof readReport>, ReportFact> = {
  name: "report",
  read: readReport,
  async *run({ days: count, agent: name }, operator, signal) {
    const agents = await operator.setUp.agents();
    refuseUnknownAgent("report on an agent", name, agents);
    const chosen = agents.filter(({ agent }) => name === undefined || agent === name);
    const today = operator.clock.now().getTime();
    const dates = Array.from({ length: count }, (_, index) => new Date(today - (count - 1 - index) * DAY_MS));
    let done = 0;
    for (const { channel, agent } of chosen) {
      for (const at of dates) {
        if (signal.aborted) return;
        yield await countDay({ channel, agent }, at, operator);
        done += 1;
        yield { type: "progress", done, of: chosen.length * dates.length };
      }
    }
  },
};
