import type { DatabaseSync } from "node:sqlite";
import type { ConversationId } from "../base/ids.ts";
import type { Statistics } from "../store/statistics.ts";
import { readSent } from "../store/statistics.ts";
import { agentDay } from "../store/stored-turn.ts";

/** Statistics from the tables of `openDatabase`. */
export function localStatistics(db: DatabaseSync): Statistics {
  const day = db.prepare("SELECT conversation, body FROM turns WHERE json_extract(body, '$.agentDay') = :day");
  return {
    async *sentBy(agent, at) {
      for (const { conversation, body } of day.all({ day: agentDay(agent, at) })) {
        yield* readSent(String(conversation) as ConversationId, JSON.parse(String(body)));
      }
    },
  };
}
