import type { ConversationId } from "../../shared/base/ids.ts";
import type { HistoryEntry } from "../../shared/bot/history-entry.ts";
import type { PageToken } from "../../shared/conversation/journal.ts";
import type { History } from "../../shared/ports/history.ts";

const TURNS = 20;

/**
 * True when the user has written, or was sent anything. What was refused does not count: an agent that is not launched cannot be
 * written to first, so whoever has not heard from it needs the greeting.
 */
export async function hasHeard(conversation: ConversationId, history: Pick<History, "read">): Promise<boolean> {
  let older: PageToken | undefined;
  do {
    const page = await history.read(conversation, TURNS, older);
    if (page.entries.some(isHeard)) return true;
    older = page.older;
  } while (older !== undefined);
  return false;
}

function isHeard(entry: HistoryEntry): boolean {
  if (entry.type === "outgoing") return entry.failure === undefined && Object.keys(entry.times).length > 0;
  return entry.type === "message";
}
