import { describeError } from "../shared/base/describe-error.ts";
import { turnOf } from "../shared/conversation/turn-id.ts";
import type { History } from "../shared/ports/history.ts";
import type { Publisher } from "../shared/ports/publisher.ts";
import type { Facts } from "./facts.ts";

/** A publisher that tells what it has published, and what it could not. */
export function watchPublisher(publisher: Publisher, { emit }: Facts): Publisher {
  return {
    async publish(topic, message, scope) {
      const begunMs = performance.now();
      try {
        await publisher.publish(topic, message, scope);
      } catch (error) {
        emit({ type: "publish-failed", topic, message, error: describeError(error) });
        throw error;
      }
      emit({ type: "published", topic, message, ms: performance.now() - begunMs });
    },
  };
}

/** A history that tells each of its writes. */
export function watchHistory(history: History, { emit }: Facts): History {
  return {
    ...history,
    async commit(commit, snapshot) {
      const committed = await history.commit(commit, snapshot);
      emit({ type: "committed", commit, isLost: committed === undefined });
      return committed;
    },
    async record(fact) {
      await history.record(fact);
      emit({ type: "recorded", fact });
    },
    async release(snapshot, accepted) {
      const isReleased = await history.release(snapshot, accepted);
      emit({ type: "released", snapshot, isLost: !isReleased });
      return isReleased;
    },
    async abandon(snapshot, held) {
      const isAbandoned = await history.abandon(snapshot, held);
      emit({ type: "abandoned", snapshot, isLost: !isAbandoned });
      return isAbandoned;
    },
    async recordOutcome(conversation, turn, outcomes) {
      await history.recordOutcome(conversation, turn, outcomes);
      emit({ type: "outcomes-recorded", conversation, turn, outcomes });
    },
    async mergeReceipts(about, message, receipts) {
      await history.mergeReceipts(about, message, receipts);
      const { conversation } = about;
      emit({ type: "receipts-merged", conversation, message, turn: turnOf(message).turn, receipts });
    },
    async commitFallback(conversation, fallback, snapshot) {
      const isKept = await history.commitFallback(conversation, fallback, snapshot);
      emit({ type: "fallback-committed", conversation, fallback, isLost: !isKept });
      return isKept;
    },
  };
}
