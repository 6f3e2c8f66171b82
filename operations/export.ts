import { shape, text } from "../shared/base/json.ts";
import { findTurns } from "../shared/store/erase-conversation.ts";
import { conversationPath } from "../shared/store/paths.ts";
import { findPerson, type PersonConversation } from "./find-person.ts";
import type { Operation } from "./operation.ts";
import type { Operator } from "./operator.ts";
import { recordAccess } from "./record-access.ts";
import { checkStores } from "./retained-places.ts";

/** Whose data to read out. */
export interface ExportRequest {
  /** A phone number, or the name of a conversation. */
  readonly person: string;
  /** Whoever runs it, for the record. */
  readonly by: string;
}

/** One thing that is kept of the person, as it is kept. */
export interface ExportFact {
  readonly conversation: string;
  readonly agent: string;
  readonly store: string;
  readonly kept: unknown;
}

/** Reads out all that every store has of a person, for who has a right to know it. It leaves a record of who looked. */
export const exportPerson: Operation<ExportRequest, ExportFact> = {
  name: "export",
  read: shape({ person: text, by: text }),
  async *run({ person, by }, operator, signal) {
    checkStores(operator);
    const conversations = await findPerson(person, operator);
    const about = { conversations: conversations.map(({ conversation }) => conversation) };
    await recordAccess(operator, { by, did: "export", about });
    for (const one of conversations) yield* read(one, operator, signal);
  },
};

async function* read(one: PersonConversation, operator: Operator, signal: AbortSignal): AsyncGenerator<ExportFact> {
  const { conversation, agent } = one;
  for await (const told of keptOf(one, operator, signal)) {
    if (signal.aborted) return;
    yield { conversation, agent, ...told };
  }
}

async function* keptOf(
  one: PersonConversation,
  { documents, personal }: Operator,
  signal: AbortSignal,
): AsyncGenerator<Pick<ExportFact, "store" | "kept">> {
  const [state] = await documents.get([conversationPath(one.conversation)]);
  if (state !== undefined) yield { store: "state", kept: state.members };
  for await (const page of findTurns(documents, one.conversation)) {
    yield* page.map(({ name, members }) => ({ store: "turn", kept: { turn: name, ...members } }));
  }
  for (const store of personal) {
    for await (const { about } of store.find(one, signal)) yield { store: store.name, kept: about };
  }
}
