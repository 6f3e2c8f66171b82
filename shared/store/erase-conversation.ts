import { TransientError } from "../base/errors.ts";
import { present } from "../base/present.ts";
import type { ConversationAddress } from "../conversation/address.ts";
import { erasedState } from "../conversation/erasure.ts";
import { expiryOf, type StoredConversation } from "./commit-turn.ts";
import { type DocumentStore, type DocumentWrite, GONE, type Members } from "./document-store.ts";
import { conversationPath, turnsPath } from "./paths.ts";
import { readState, storeState } from "./stored-state.ts";

/** What was there before a conversation was marked as erased, and how long the mark stays. */
export interface ErasureMark {
  /** Until when a turn may still be under way. */
  readonly leasedUntil: Date | undefined;
  readonly isOptedOut: boolean;
  /** `undefined`: for ever, because an opt-out is never forgotten. */
  readonly until: Date | undefined;
}

/** Others write between load and commit only when the user writes just then. */
const MAX_LOADS = 20;

/** Firestore takes 500 writes at once. */
const PAGE = 250;

/**
 * Marks a conversation as erased: of its state the mark and the choice about messages are left. From then on no turn that was under
 * way writes anything. @throws TransientError when others keep changing it.
 */
export async function markErased(
  documents: DocumentStore,
  of: Omit<ConversationAddress, "address">,
  at: Date,
): Promise<ErasureMark> {
  for (let loads = 0; loads < MAX_LOADS; loads += 1) {
    const [document] = await documents.get([conversationPath(of.conversation)]);
    const { state: stored, lease } = (document?.members ?? {}) as Partial<StoredConversation>;
    const state = erasedState(of, stored === undefined ? {} : readState(stored, of.conversation), at);
    const until = expiryOf(state, 0, at);
    const members = { state: storeState(state), ...present({ expireAt: until }) };
    if ((await documents.commit([replace(of, document, members)])) === "lost") continue;
    const leasedUntil = lease === undefined ? undefined : new Date(lease.expiresAt);
    return { leasedUntil, isOptedOut: state.consent?.isOptedOut === true, until };
  }
  throw new TransientError("Cannot erase a conversation: others keep changing it; run the command again");
}

/** Leaves none of the members that were there. */
function replace(
  { conversation }: Pick<ConversationAddress, "conversation">,
  document: Awaited<ReturnType<DocumentStore["get"]>>[number],
  members: Members,
): DocumentWrite {
  const path = conversationPath(conversation);
  if (document === undefined) return { do: "create", path, members };
  const gone = Object.fromEntries(Object.keys(document.members).map((name) => [name, GONE]));
  return { do: "update", path, members: { ...gone, ...members }, version: document.version };
}

/** The turns of a conversation, in pages, the latest first. */
export async function* findTurns(
  documents: DocumentStore,
  conversation: ConversationAddress["conversation"],
): AsyncGenerator<Awaited<ReturnType<DocumentStore["query"]>>> {
  const collection = turnsPath(conversation);
  for (let after: readonly [number, string] | undefined; ; ) {
    const found = await documents.query({ collection, limit: PAGE, ...present({ after }) });
    if (found.length > 0) yield found;
    const last = found.at(-1);
    if (last === undefined || found.length < PAGE) return;
    after = [Number(last.members.at), last.name];
  }
}

/** Deletes the turns of a conversation, and tells of each page how many it had. One that is stopped goes on when it is asked again. */
export async function* deleteTurns(
  documents: DocumentStore,
  conversation: ConversationAddress["conversation"],
): AsyncGenerator<number> {
  for await (const page of findTurns(documents, conversation)) {
    await documents.commit(page.map(({ name }) => ({ do: "delete", path: `${turnsPath(conversation)}/${name}` })));
    yield page.length;
  }
}
