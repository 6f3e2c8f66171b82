import { TransientError } from "../base/errors.ts";
import type { ConversationId, MessageId } from "../base/ids.ts";
import { ERASED_DAYS } from "../conversation/erasure.ts";
import { turnOf } from "../conversation/turn-id.ts";
import type { Receipt } from "../inbound/inbound.ts";
import type { History } from "../ports/history.ts";
import { expiry, type HistoryStore, type StoredConversation } from "./commit-turn.ts";
import { type DocumentStore, type DocumentWrite, earliest } from "./document-store.ts";
import { conversationPath, turnPath } from "./paths.ts";

/**
 * Where the turn is known, receipts add to its act and to nothing else: neither its place in history nor how long it is kept is
 * theirs to say. Else they make the turn, unless somebody makes it meanwhile, or its user was erased: a message of ours is always
 * known before it is sent.
 */
export async function mergeReceipts(
  { documents, keepDays }: HistoryStore,
  { conversation, received, message }: Parameters<History["mergeReceipts"]>[0] & { readonly message: MessageId },
  receipts: readonly Receipt[],
): Promise<void> {
  if (receipts.length === 0) return;
  const { turn, index } = turnOf(message);
  const path = turnPath(conversation, turn);
  // Of several receipts of one type the earliest counts, so it comes last.
  const sorted = receipts.toSorted((one, other) => other.at.getTime() - one.at.getTime());
  const times = sorted.map(({ type, at }) => [type, at.getTime()] as const);
  const added = times.map(([type, ms]) => [`acts.${index}.times.${type}`, earliest(ms)]);
  const add: DocumentWrite = {
    do: "update",
    path,
    version: "any",
    members: { [`acts.${index}.id`]: message, ...Object.fromEntries(added) },
  };
  const make: DocumentWrite = {
    do: "create",
    path,
    members: {
      at: received.getTime(),
      acts: { [index]: { id: message, times: Object.fromEntries(times) } },
      expireAt: expiry(keepDays, received),
    },
  };
  const isKept = async (write: DocumentWrite) => (await documents.commit([write])) !== "lost";
  if (await isKept(add)) return;
  if (await wasErased(documents, conversation, received)) return;
  if ((await isKept(make)) || (await isKept(add))) return;
  throw new TransientError("Cannot merge receipts: their turn was made and forgotten meanwhile");
}

async function wasErased(documents: DocumentStore, conversation: ConversationId, at: Date): Promise<boolean> {
  const [document] = await documents.get([conversationPath(conversation)]);
  const { erased } = document === undefined ? {} : (document.members as unknown as StoredConversation).state;
  return erased !== undefined && at < expiry(ERASED_DAYS, new Date(erased));
}
