import { describe, expect, it } from "vitest";
import { PermanentError } from "../../../../shared/base/errors.ts";
import { taskBacklog } from "../../../../shared/google/tasks/timer-backlog.ts";
import { openDatabase } from "../../../../shared/local/database.ts";
import { localTimerBacklog } from "../../../../shared/local/timer-backlog.ts";
import { listen } from "../../../support/listen.ts";

const NOW = new Date("2026-11-20T10:15:15Z");
const EARLIER = "2026-11-20T09:00:00Z";
const queue = "projects/p/locations/r/queues/q";

describe("taskBacklog()", () => {
  it("counts the tasks of every page, and tells since when the first is late", async () => {
    const pages = [
      { tasks: [{ scheduleTime: "2026-11-21T00:00:00Z" }, { scheduleTime: EARLIER }], nextPageToken: "2" },
      { tasks: [{ scheduleTime: "2026-11-20T09:30:00Z" }] },
    ];
    const { url } = await listen(({ url: path = "" }) => ({
      status: 200,
      body: pages[path.includes("Token=2") ? 1 : 0],
    }));
    expect(await taskBacklog({ queue, base: url }).count(NOW)).toEqual({
      waiting: 3,
      isMore: false,
      overdueSince: new Date(EARLIER),
    });
  });

  it("names the right that is missing", async () => {
    const { url } = await listen(() => 403);
    const counting = taskBacklog({ queue, base: url }).count(NOW);
    await expect(counting).rejects.toThrow(PermanentError);
    await expect(counting).rejects.toThrow(/Cloud Tasks Viewer/);
  });
});

describe("localTimerBacklog()", () => {
  it("counts the timers of an embedded database, and tells since when the first is late", async () => {
    const db = openDatabase(":memory:");
    const backlog = localTimerBacklog(db);
    expect(await backlog.count(NOW)).toEqual({ waiting: 0, isMore: false });
    const insert = db.prepare("INSERT INTO timers (topic, id, due, bytes, attributes) VALUES ('t', ?, ?, x'', '{}')");
    insert.run("one", NOW.getTime() + 1000);
    expect(await backlog.count(NOW)).toEqual({ waiting: 1, isMore: false });
    insert.run("two", Date.parse(EARLIER));
    expect(await backlog.count(NOW)).toEqual({ waiting: 2, isMore: false, overdueSince: new Date(EARLIER) });
    db.close();
  });
});
