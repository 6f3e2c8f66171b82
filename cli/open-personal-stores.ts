import { readOutbound } from "../functions/outbound/read-outbound.ts";
import type { Environment } from "../functions/settings.ts";
import { PermanentError } from "../shared/base/errors.ts";
import type { ConversationId } from "../shared/base/ids.ts";
import { systemClock } from "../shared/google/clock.ts";
import { bucketMediaFiles } from "../shared/google/storage/media-files.ts";
import { waitingTasks } from "../shared/google/tasks/waiting-tasks.ts";
import type { LocalDatabase } from "../shared/local/database.ts";
import { localMediaFiles } from "../shared/local/media-files.ts";
import { type ConversationOf, queuedMessages, waitingTimers } from "../shared/local/personal-tables.ts";
import type { PersonalStore } from "../shared/ports/personal-store.ts";
import type { AgentDirectory } from "../shared/turn/agent-directory.ts";

/** What the embedded system keeps of people beside history. */
export function embeddedStores(
  db: LocalDatabase,
  directory: AgentDirectory,
  media: string | undefined,
): readonly PersonalStore[] {
  const files = media === undefined ? [] : [localMediaFiles(media)];
  const conversationOf = outboundReader(directory);
  const messages = (["queue", "retained"] as const).map((table) => queuedMessages(db, table, conversationOf));
  return [waitingTimers(db), ...files, ...messages];
}

/** What a deployment keeps of people beside history. What is published waits out the retention of its topic. */
export function googleStores({ MEDIA_BUCKET, TIMER_QUEUE, CLOUD_TASKS_API }: Environment): readonly PersonalStore[] {
  const timers = TIMER_QUEUE === undefined ? [] : [waitingTasks({ queue: TIMER_QUEUE, base: CLOUD_TASKS_API })];
  const media = MEDIA_BUCKET === undefined ? [] : [bucketMediaFiles({ bucket: MEDIA_BUCKET, emulator: undefined })];
  return [...timers, ...media];
}

/** Other systems name the user and the agent in the body alone. */
function outboundReader(directory: AgentDirectory): ConversationOf {
  const read = readOutbound(directory, systemClock);
  return (message): ConversationId | undefined => {
    try {
      return read(message).conversation;
    } catch (error) {
      // It is another kind of message, or nothing that could be sent to anybody.
      if (error instanceof PermanentError) return undefined;
      throw error;
    }
  };
}
