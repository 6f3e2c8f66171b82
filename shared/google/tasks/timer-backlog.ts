import { member } from "../../base/json.ts";
import { checkUrl } from "../../base/loopback.ts";
import { parseTime } from "../../base/parse-time.ts";
import { present } from "../../base/present.ts";
import type { TimerBacklog } from "../../ports/timer-backlog.ts";
import { accessToken } from "../http/access-token.ts";
import { listPages, type RestCollection } from "../http/list-and-delete.ts";
import { systemWorld } from "../http/world.ts";
import type { WaitingTasksOptions } from "./waiting-tasks.ts";

const GOOGLE = "https://cloudtasks.googleapis.com";
const SCOPE = "https://www.googleapis.com/auth/cloud-platform";
/** Enough to tell that there are many. */
const MOST = 10_000;

/** Counts the tasks that wait as timers. Their bodies stay unread. @throws SettingsError as `waitingTasks`. */
export function taskBacklog({ queue, base = GOOGLE, world = systemWorld }: WaitingTasksOptions): TimerBacklog {
  const token = checkUrl(base, "CLOUD_TASKS_API") ? undefined : accessToken(SCOPE, {}, world);
  const caller = { token, transport: world.openTransport(), clock: world.clock };
  const wanted = `the role Cloud Tasks Viewer on the queue ${queue}`;
  const tasks: RestCollection = { name: "tasks", base, caller, wanted };
  return {
    async count(now) {
      const stopped = new AbortController();
      const list = { path: `/v2/${queue}/tasks`, query: { pageSize: "1000" }, items: "tasks" };
      let waiting = 0;
      let earliest: Date | undefined;
      for await (const task of listPages(tasks, list, stopped.signal)) {
        if (waiting === MOST) return { waiting, isMore: true, ...overdue(earliest, now) };
        waiting += 1;
        const due = parseTime(String(member(task, "scheduleTime").value));
        if (due !== undefined && (earliest === undefined || due < earliest)) earliest = due;
      }
      return { waiting, isMore: false, ...overdue(earliest, now) };
    },
  };
}

function overdue(earliest: Date | undefined, now: Date): { readonly overdueSince?: Date } {
  return present({ overdueSince: earliest !== undefined && earliest < now ? earliest : undefined });
}
