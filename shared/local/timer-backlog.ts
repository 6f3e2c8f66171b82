import { present } from "../base/present.ts";
import type { TimerBacklog } from "../ports/timer-backlog.ts";
import { type LocalDatabase, transact } from "./database.ts";

/** Counts the timers of an embedded database. While `npm start` does not run, what is due waits for the next one. */
export function localTimerBacklog(db: LocalDatabase): TimerBacklog {
  const count = db.prepare("SELECT count(*) AS waiting, min(due) AS due FROM timers");
  return {
    async count(now) {
      const { waiting, due } = transact(db, () => count.get()) ?? {};
      const earliest = typeof due === "number" && due < now.getTime() ? new Date(due) : undefined;
      return { waiting: Number(waiting), isMore: false, ...present({ overdueSince: earliest }) };
    },
  };
}
