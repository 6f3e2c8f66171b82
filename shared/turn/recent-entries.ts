import type { ConversationId } from "../base/ids.ts";
import type { HistoryEntry } from "../bot/history-entry.ts";
import type { PageToken } from "../conversation/journal.ts";
import type { History } from "../ports/history.ts";

/** Turns with carousels and all that became of them have some megabytes together: the store takes no more in one answer. */
const PAGE = 100;

/** The entries of the newest turns, newest first, however many a bot asks for. @param limit How many turns. */
export async function recentEntries(
  history: Pick<History, "read">,
  conversation: ConversationId,
  limit: number,
): Promise<readonly HistoryEntry[]> {
  const all: HistoryEntry[] = [];
  let older: PageToken | undefined;
  for (let left = limit; left > 0; left -= PAGE) {
    const page = await history.read(conversation, Math.min(left, PAGE), older);
    all.push(...page.entries);
    older = page.older;
    if (older === undefined) break;
  }
  return all;
}
