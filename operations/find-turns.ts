import type { ConversationId } from "../shared/base/ids.ts";
import type { TurnId } from "../shared/conversation/turn-id.ts";
import type { DocumentStore } from "../shared/store/document-store.ts";
import { turnsPath } from "../shared/store/paths.ts";
import type { StoredTurn } from "../shared/store/stored-turn.ts";

/** A turn of history by its name. */
export interface NamedTurn {
  readonly turn: TurnId;
  readonly stored: StoredTurn;
}

const PAGE = 50;

/** The turns of a conversation from a time until before another, oldest first. */
export async function findTurns(
  conversation: ConversationId,
  { from, to }: { readonly from: Date; readonly to: Date },
  documents: DocumentStore,
): Promise<readonly NamedTurn[]> {
  const turns: NamedTurn[] = [];
  const collection = turnsPath(conversation);
  for (let after: readonly [number, string?] = [to.getTime()]; ; ) {
    const page = await documents.query({ collection, limit: PAGE, after });
    // Only we write what stands there.
    const found = page.map(({ name, members }) => ({ turn: name as TurnId, stored: members as unknown as StoredTurn }));
    turns.push(...found.filter(({ stored }) => stored.at >= from.getTime()));
    const last = found.at(-1);
    if (last === undefined || found.length < PAGE || last.stored.at < from.getTime()) return turns.toReversed();
    after = [last.stored.at, last.turn];
  }
}
