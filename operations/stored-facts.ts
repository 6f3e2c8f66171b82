import type { Act } from "../shared/conversation/act.ts";
import type { ConversationAddress } from "../shared/conversation/address.ts";
import type { Fact } from "../shared/conversation/journal.ts";
import type { TurnId } from "../shared/conversation/turn-id.ts";
import type { DocumentStore, FoundDocument, Members } from "../shared/store/document-store.ts";
import { conversationPath, turnsPath } from "../shared/store/paths.ts";
import type { StoredState } from "../shared/store/stored-state.ts";
import type { StoredTurn } from "../shared/store/stored-turn.ts";

/** A turn as history has it: its fact, and what was decided. */
export interface PastTurn {
  readonly turn: TurnId;
  readonly fact: Fact;
  readonly acts: readonly Act[];
}

const PAGE = 200;

/** Each member that a fact's body stands in, by the fact's type. */
const BODY = { message: "content", event: "event", outbound: "command", timer: "purpose" } as const;

/** All turns of a conversation, oldest first. What only receipts told of is none. */
export async function readPastTurns(
  conversation: Fact["conversation"],
  documents: DocumentStore,
): Promise<readonly PastTurn[]> {
  const [state] = await documents.get([conversationPath(conversation)]);
  if (state === undefined) return [];
  const { channel, agent, address } = storedState(state.members);
  const to = { channel, agent, address, conversation };
  const turns: PastTurn[] = [];
  for (let page = await readPage(conversation, documents, undefined); page.length > 0; ) {
    turns.push(...page.flatMap(({ name, members }) => pastTurn(name as TurnId, members, to)));
    const last = page.at(-1);
    page = page.length < PAGE ? [] : await readPage(conversation, documents, last);
  }
  return turns.toReversed();
}

function readPage(
  conversation: Fact["conversation"],
  documents: DocumentStore,
  last: FoundDocument | undefined,
): Promise<readonly FoundDocument[]> {
  const after = last === undefined ? {} : { after: [Number(last.members.at), last.name] as const };
  return documents.query({ collection: turnsPath(conversation), limit: PAGE, ...after });
}

function pastTurn(turn: TurnId, members: Members, to: ConversationAddress): readonly PastTurn[] {
  // Only we write what stands there.
  const { type, id, at, body, acts = {} } = members as unknown as StoredTurn;
  if (type === undefined || id === undefined) return [];
  const received = new Date(typeof members.received === "number" ? members.received : at);
  const fact = { type, id, at: new Date(at), received, ...to, [BODY[type]]: body } as unknown as Fact;
  const decided = Object.entries(acts).toSorted(([one], [other]) => Number(one) - Number(other));
  return [{ turn, fact, acts: decided.flatMap(([, { act }]) => (act === undefined ? [] : [act])) }];
}

function storedState(members: Members): StoredState {
  return members.state as StoredState;
}
