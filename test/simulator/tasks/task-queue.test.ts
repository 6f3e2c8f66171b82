import { describe, expect, it } from "vitest";
import { openTaskQueue, type TaskRequest } from "../../../simulator/tasks/task-queue.ts";
import { virtualClock } from "../../support/virtual-clock.ts";

const START = new Date("2026-11-20T12:00:00Z");
const QUEUE = "projects/p/locations/europe-west1/queues/q";
const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
const TARGET = "https://pubsub.googleapis.com/v1/projects/p/topics/t:publish";
const ACCOUNT = "timers@p.iam.gserviceaccount.com";

/** A queue whose tasks are answered with these statuses, and then with 200. */
function open(...statuses: number[]) {
  const clock = virtualClock(START);
  const posted: { readonly at: Date; readonly request: TaskRequest }[] = [];
  const post = async (request: TaskRequest) => {
    posted.push({ at: clock.now(), request });
    return { status: statuses.shift() ?? 200 };
  };
  const tasks = openTaskQueue({ clock, timers: clock, random: clock.random, post, queue: QUEUE });
  const ask = (body: string, path = `/v2/${QUEUE}/tasks`, method = "POST") => {
    const unread = { query: new URLSearchParams(), headers: {}, authorization: undefined, contentType: undefined };
    const answer = tasks.answer({ method, path, body: Buffer.from(body), ...unread });
    return answer === "reset" ? answer : answer.status;
  };
  const create = (task: object = {}, httpRequest: object = {}) =>
    ask(JSON.stringify({ task: { name: nameOf("t1"), ...task, httpRequest: { url: TARGET, ...httpRequest } } }));
  return { clock, tasks, posted, ask, create };
}

const nameOf = (id: string) => `${QUEUE}/tasks/${id}`;
const later = (millis: number) => new Date(START.getTime() + millis).toISOString();

describe("openTaskQueue()", () => {
  it("makes the request of a task when it is due, once", async () => {
    const { clock, posted, create } = open();
    const body = Buffer.from("hello").toString("base64");
    expect(create({ scheduleTime: later(HOUR_MS) }, { body, headers: { "X-A": "b" } })).toBe(200);
    await clock.advance(HOUR_MS - 1);
    expect(posted).toEqual([]);
    await clock.advance(DAY_MS);
    const request = { url: TARGET, method: "POST", headers: { "X-A": "b" }, body: Buffer.from("hello") };
    expect(posted).toEqual([{ at: new Date(later(HOUR_MS)), request }]);
  });

  it.each([undefined, later(-HOUR_MS)])("makes the request of a task for %s at once", async (scheduleTime) => {
    const { clock, posted, create } = open();
    create(scheduleTime === undefined ? {} : { scheduleTime });
    await clock.advance(0);
    expect(posted).toHaveLength(1);
  });

  it("sends a bearer token where the task has one", async () => {
    const { clock, posted, create } = open();
    create({}, { oauthToken: { serviceAccountEmail: ACCOUNT } });
    await clock.advance(0);
    expect(posted[0]?.request.headers).toEqual({ Authorization: "Bearer simulated" });
  });

  it("tries a task again, later and later, until it is answered 2xx", async () => {
    const { clock, tasks, posted, create } = open(500, 403, 0);
    create();
    await clock.advance(DAY_MS);
    const times = posted.map(({ at }) => at.getTime() - START.getTime());
    expect([times, tasks.pending()]).toEqual([[0, 1000, 3000, 7000], 0]);
  });

  it("refuses the name of a task that waits, and of one that ran, for a day", async () => {
    const { clock, create } = open();
    create({ scheduleTime: later(HOUR_MS) });
    expect(create()).toBe(409);
    await clock.advance(2 * HOUR_MS);
    expect(create()).toBe(409);
    await clock.advance(DAY_MS);
    expect(create()).toBe(200);
  });

  it("takes a task without a name", () => {
    expect(open().create({ name: undefined })).toBe(200);
  });

  it("keeps tasks for 30 days, and takes none for later", async () => {
    const { clock, posted, create } = open();
    expect(create({ scheduleTime: later(30 * DAY_MS) })).toBe(200);
    expect(create({ name: nameOf("t2"), scheduleTime: later(30 * DAY_MS + 1) })).toBe(400);
    await clock.advance(30 * DAY_MS);
    expect(posted).toHaveLength(1);
  });

  it.each<[string, object, object?]>([
    ["a name in another queue", { name: "projects/p/locations/europe-west1/queues/other/tasks/t1" }],
    ["a name with a dot", { name: nameOf("a.b") }],
    ["a name without an id", { name: nameOf("") }],
    ["no RFC 3339 time", { scheduleTime: "tomorrow" }],
    ["a short dispatch deadline", { dispatchDeadline: "14s" }],
    ["a long dispatch deadline", { dispatchDeadline: "1801s" }],
    ["an unknown field", { when: "now" }],
    ["an unknown HTTP method", {}, { httpMethod: "PUBLISH" }],
    ["a body of a GET", {}, { httpMethod: "GET", body: "AA==" }],
    ["a body that is no base64", {}, { body: "{}" }],
    ["a URL of another scheme", {}, { url: "ftp://example.com" }],
    [
      "an OAuth token for another host",
      {},
      { url: "https://example.com", oauthToken: { serviceAccountEmail: ACCOUNT } },
    ],
    [
      "a host that only ends like Google's",
      {},
      { url: "https://evilgoogleapis.com", oauthToken: { serviceAccountEmail: ACCOUNT } },
    ],
    ["a token of nobody", {}, { oauthToken: { scope: "s" } }],
  ])("refuses %s", (_what, task, httpRequest) => {
    expect(open().create(task, httpRequest)).toBe(400);
  });

  it("takes an OAuth token for loopback, where tests have Pub/Sub", () => {
    const oauthToken = { serviceAccountEmail: ACCOUNT };
    expect(open().create({}, { url: "http://127.0.0.1:8085/v1/x:publish", oauthToken })).toBe(200);
  });

  it("refuses a task of more than 1 MiB", () => {
    expect(open().create({}, { body: "A".repeat(1024 * 1024) })).toBe(400);
  });

  it("knows no other queue, method or call", () => {
    const { ask } = open();
    const body = JSON.stringify({ task: { httpRequest: { url: TARGET } } });
    expect(ask(body, `/v2/${QUEUE.replace("/q", "/r")}/tasks`)).toBe(404);
    expect(ask(body, `/v2/${QUEUE}/tasks`, "GET")).toBe(404);
    expect(ask(body, `/v2/${QUEUE}`)).toBe(404);
  });

  it("loses a call or its answer where a fault says so", async () => {
    const { clock, tasks, posted, create } = open();
    tasks.addFault({ at: "before", response: 503 });
    tasks.addFault({ at: "after", response: "reset" });
    expect([create(), create(), create()]).toEqual([503, "reset", 409]);
    await clock.advance(0);
    expect(posted).toHaveLength(1);
  });
});
