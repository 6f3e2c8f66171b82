import { boolean, optional, shape, text } from "../shared/base/json.ts";
import { present } from "../shared/base/present.ts";
import type { PersonalStore } from "../shared/ports/personal-store.ts";
import { deleteTurns, findTurns, markErased } from "../shared/store/erase-conversation.ts";
import { findPerson, type PersonConversation } from "./find-person.ts";
import type { Operation } from "./operation.ts";
import type { Operator } from "./operator.ts";
import { recordAccess } from "./record-access.ts";
import { checkStores, type EndingFact, endings } from "./retained-places.ts";

/** Whom to erase. */
export interface EraseRequest {
  /** A phone number, or the name of a conversation. */
  readonly person: string;
  /** Only counts what there is. */
  readonly dryRun?: boolean | undefined;
  /** Whoever runs it, for the record. */
  readonly by: string;
}

/** What became of a person's things, store by store, and what ends by itself. */
export type EraseFact =
  /** From now on what came before is ignored. Without `until`, for ever: the user has unsubscribed. */
  | (Named & { readonly type: "marked"; readonly isOptedOut: boolean; readonly until?: string })
  /** A turn may still be under way. */
  | { readonly type: "waiting"; readonly until: string }
  /** More of it may follow. `counted`: it is still there. */
  | (Named & { readonly type: "removed" | "counted"; readonly store: StoreName; readonly count: number })
  | EndingFact;

type Named = Pick<PersonConversation, "conversation" | "channel" | "agent">;

type StoreName = PersonalStore["name"] | "turns";

/**
 * Erases what every store has of a person. The mark comes first, so that nothing comes back meanwhile; it is safe to stop, and to
 * run again.
 */
export const erase: Operation<EraseRequest, EraseFact> = {
  name: "erase",
  read: shape({ person: text, dryRun: optional(boolean), by: text }),
  async *run({ person, dryRun = false, by }, operator, signal) {
    checkStores(operator);
    const conversations = await findPerson(person, operator);
    if (dryRun) {
      for (const one of conversations) yield* count(one, operator, signal);
      return;
    }
    await recordAccess(operator, { by, did: "erase", about: namesOf(conversations) });
    const at = operator.clock.now();
    yield* mark(conversations, at, { operator, signal });
    for (const one of conversations) yield* remove(one, at, { operator, signal });
    if (signal.aborted) return;
    for (const store of operator.personal) await store.purge?.();
    yield* endings(operator.deployment, at);
  },
};

/** Marks all, and waits until no turn can be under way that began before. */
async function* mark(
  conversations: readonly PersonConversation[],
  at: Date,
  { operator, signal }: { readonly operator: Operator; readonly signal: AbortSignal },
): AsyncGenerator<EraseFact> {
  const { documents, clock } = operator;
  let lastMs = at.getTime();
  for (const one of conversations) {
    const { leasedUntil, isOptedOut, until } = await markErased(documents, one, at);
    lastMs = Math.max(lastMs, leasedUntil?.getTime() ?? 0);
    yield { type: "marked", ...named(one), isOptedOut, ...present({ until: until?.toISOString() }) };
  }
  const leftMs = lastMs - clock.now().getTime();
  if (leftMs <= 0) return;
  yield { type: "waiting", until: new Date(lastMs).toISOString() };
  await clock.sleep(leftMs, signal);
}

/** A user may write while the command runs: a newer message waits to be answered, and its timers are due. */
async function* remove(
  one: PersonConversation,
  mark: Date,
  { operator, signal }: { readonly operator: Operator; readonly signal: AbortSignal },
): AsyncGenerator<EraseFact> {
  const { personal, documents } = operator;
  for (const store of personal) {
    // Found first: a list that is read page by page may skip what follows a thing that is removed.
    const all = await Array.fromAsync(store.find(one, signal));
    const found = all.filter(({ at = mark }) => at <= mark);
    for (const { id } of found) {
      if (signal.aborted) return;
      await store.remove(id);
    }
    yield { type: "removed", ...named(one), store: store.name, count: found.length };
  }
  let turns = 0;
  for await (const page of deleteTurns(documents, one.conversation)) {
    turns += page;
    if (signal.aborted) return;
  }
  yield { type: "removed", ...named(one), store: "turns", count: turns };
}

async function* count(
  one: PersonConversation,
  { personal, documents }: Operator,
  signal: AbortSignal,
): AsyncGenerator<EraseFact> {
  for (const store of personal) {
    const items = await Array.fromAsync(store.find(one, signal));
    yield { type: "counted", ...named(one), store: store.name, count: items.length };
  }
  const pages = await Array.fromAsync(findTurns(documents, one.conversation));
  yield { type: "counted", ...named(one), store: "turns", count: pages.flat().length };
}

function named({ conversation, channel, agent }: PersonConversation): Named {
  return { conversation, channel, agent };
}

function namesOf(conversations: readonly PersonConversation[]) {
  return { conversations: conversations.map(({ conversation }) => conversation) };
}
