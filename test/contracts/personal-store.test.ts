import { randomUUID } from "node:crypto";
import { onTestFinished } from "vitest";
import type { ConversationId } from "../../shared/base/ids.ts";
import { jsonLog } from "../../shared/base/log.ts";
import { systemClock } from "../../shared/google/clock.ts";
import { bucketMediaFiles } from "../../shared/google/storage/media-files.ts";
import { bucketMediaStore } from "../../shared/google/storage/media-store.ts";
import { taskTimers } from "../../shared/google/tasks/timers.ts";
import { waitingTasks } from "../../shared/google/tasks/waiting-tasks.ts";
import { openDatabase } from "../../shared/local/database.ts";
import { localMediaFiles } from "../../shared/local/media-files.ts";
import { localMediaStore } from "../../shared/local/media-store.ts";
import { queuedMessages, waitingTimers } from "../../shared/local/personal-tables.ts";
import { localQueue } from "../../shared/local/queue.ts";
import { localTimers } from "../../shared/local/timers.ts";
import type { MediaName, MediaStore } from "../../shared/ports/media.ts";
import type { Timers } from "../../shared/ports/timers.ts";
import { openBucket } from "../support/bucket.ts";
import { openTasks, TASK_QUEUE } from "../support/fake-tasks.ts";
import { imageOf, noSignal } from "../support/media-parts.ts";
import { anyFolder } from "../support/temporary-folder.ts";
import { personalStoreContract } from "./personal-store-contract.ts";

const log = jsonLog(() => undefined);

function keepIn(store: MediaStore) {
  return async (conversation: ConversationId) => {
    await store.keep(`${conversation}/${randomUUID()}` as MediaName, imageOf("12345"), noSignal());
  };
}

function setIn(timers: Timers) {
  return (conversation: ConversationId) => {
    const due = new Date(Date.now() + 60_000).toISOString();
    const attributes = { conversation, kind: "deadline", id: randomUUID(), due };
    return timers.set({ bytes: Buffer.from('{"to":"+447700900001"}'), attributes });
  };
}

function openEmbedded() {
  const db = openDatabase(":memory:");
  const queue = localQueue(db, { clock: systemClock, log });
  const timers = localTimers(db, { clock: systemClock, log, queue });
  onTestFinished(() => {
    timers.close();
    db.close();
  });
  return { db, queue, timers };
}

personalStoreContract("localMediaFiles", async () => {
  const folder = anyFolder();
  return { store: localMediaFiles(folder), put: keepIn(localMediaStore(folder)) };
});

personalStoreContract("bucketMediaFiles", async () => {
  const { host, bucket } = await openBucket();
  const at = { bucket, emulator: host };
  return { store: bucketMediaFiles(at), put: keepIn(bucketMediaStore(at)) };
});

personalStoreContract("waitingTimers", async () => {
  const { db, timers } = openEmbedded();
  return { store: waitingTimers(db), put: setIn(timers) };
});

personalStoreContract("waitingTasks", async () => {
  const base = await openTasks();
  const account = "heliograph-timers@my-project.iam.gserviceaccount.com";
  const topics = { project: "my-project", prefix: "heliograph", emulator: undefined };
  const timers = taskTimers({ queue: TASK_QUEUE, account, base, timeoutMs: 10_000, ...topics });
  return { store: waitingTasks({ queue: TASK_QUEUE, base }), put: setIn(timers) };
});

personalStoreContract("queuedMessages", async () => {
  const { db, queue } = openEmbedded();
  const put = (conversation: ConversationId) =>
    queue.publisher.publish("message", { bytes: Buffer.from("{}"), attributes: { conversation } });
  return { store: queuedMessages(db, "queue", () => undefined), put };
});
