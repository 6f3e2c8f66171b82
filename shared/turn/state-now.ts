import type { ConversationId } from "../base/ids.ts";
import type { ConversationState } from "../conversation/state.ts";
import type { Clock } from "../ports/clock.ts";
import type { History } from "../ports/history.ts";

/** Older than this, what is known of the conversation is loaded again before something is said: consent needs no lease. */
const STALE_MS = 5000;

/** The state of the conversation, as it was a few seconds ago at most. @param state As it is at the beginning. */
export function openStateNow(
  conversation: ConversationId,
  state: ConversationState,
  { history, clock }: { readonly history: History; readonly clock: Clock },
): () => Promise<ConversationState> {
  let known = { state, at: clock.now().getTime() };
  return async () => {
    const at = clock.now().getTime();
    if (at - known.at < STALE_MS) return known.state;
    known = { state: (await history.load(conversation)).state ?? known.state, at };
    return known.state;
  };
}
