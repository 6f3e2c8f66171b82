import type { Firestore } from "@google-cloud/firestore";
import type { ConversationId } from "../../base/ids.ts";
import type { Statistics } from "../../store/statistics.ts";
import { readSent } from "../../store/statistics.ts";
import { agentDay, type StoredTurn } from "../../store/stored-turn.ts";
import { attempt } from "./attempt.ts";

/** Turns of a page: a day of a busy agent does not fit into memory at once. */
const PAGE = 300;

/** Statistics from history in Firestore: one read a turn, over the index of `agentDay` on all collections `turns`. */
export function firestoreStatistics(db: Firestore): Statistics {
  const turnsOf: Statistics["turnsOf"] = async function* (agent, at) {
    const day = db
      .collectionGroup("turns")
      .where("agentDay", "==", agentDay(agent, at))
      .orderBy("__name__")
      .limit(PAGE);
    for (let page = day; ; ) {
      const { docs } = await attempt("read statistics", () => () => page.get());
      for (const doc of docs)
        yield { conversation: doc.ref.parent.parent?.id as ConversationId, stored: doc.data() as StoredTurn };
      const last = docs.at(-1);
      if (last === undefined || docs.length < PAGE) return;
      page = day.startAfter(last);
    }
  };
  return {
    turnsOf,
    async *sentBy(agent, at) {
      for await (const { conversation, stored } of turnsOf(agent, at)) yield* readSent(conversation, stored);
    },
  };
}
