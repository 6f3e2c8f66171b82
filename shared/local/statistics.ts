import type { DatabaseSync } from "node:sqlite";
import type { ConversationId } from "../base/ids.ts";
import type { Statistics } from "../store/statistics.ts";
import { readSent } from "../store/statistics.ts";
import { agentDay } from "../store/stored-turn.ts";

/** Statistics from the tables of `openDatabase`. */
export function localStatistics(db: DatabaseSync): Statistics {
  const day = db.prepare("SELECT collection, members FROM documents WHERE json_extract(members, '$.agentDay') = :day");
  const turnsOf: Statistics["turnsOf"] = async function* (agent, at) {
    for (const { collection, members } of day.all({ day: agentDay(agent, at) })) {
      const [, conversation = ""] = String(collection).split("/");
      yield { conversation: conversation as ConversationId, stored: JSON.parse(String(members)) };
    }
  };
  return {
    turnsOf,
    async *sentBy(agent, at) {
      for await (const { conversation, stored } of turnsOf(agent, at)) yield* readSent(conversation, stored);
    },
  };
}
