import { AsyncLocalStorage } from "node:async_hooks";
import type { ConversationId, MessageId } from "../shared/base/ids.ts";
import type { Log } from "../shared/base/log.ts";
import type { Commit, Fact, FallbackRecord, Outcome, Snapshot } from "../shared/conversation/journal.ts";
import type { TurnId } from "../shared/conversation/turn-id.ts";
import type { Delivery, QueueMessage } from "../shared/envelope/push-request.ts";
import type { Receipt } from "../shared/inbound/inbound.ts";
import type { Clock } from "../shared/ports/clock.ts";
import type { Topic } from "../shared/ports/topic.ts";
import type { LiveFact } from "../simulator/state/live-fact.ts";
import type { BotFact } from "./bot-fact.ts";
import type { LocalFunction } from "./stack.ts";

/**
 * Something that happened in this `npm start`, and when by the functions' clock. Facts are numbered from 1 in their order. What
 * happens while a webhook or a delivery is handled names that one's number in `within`; what the simulator tells does not, for
 * it is another system. Nothing is masked but tokens, which are in none: facts stay on the developer's own machine.
 */
export type LocalFact = ToldFact & {
  readonly number: number;
  readonly at: Date;
  readonly within?: number;
};

/** The fact of one type. */
export type LocalFactOf<T extends LocalFact["type"]> = Extract<LocalFact, { readonly type: T }>;

/** What a fact tells. `ms` is how long it took. */
export type ToldFact =
  | WebhookHappening
  | DeliveryHappening
  | HistoryHappening
  | BotFact
  | { readonly type: "published"; readonly topic: Topic; readonly message: QueueMessage; readonly ms: number }
  | { readonly type: "publish-failed"; readonly topic: Topic; readonly message: QueueMessage; readonly error: string }
  | ({ readonly type: "logged" } & LoggedLine)
  /** What the simulator tells. A call and a user's act name their conversation, a call of a turn its turn. */
  | {
      readonly type: "google";
      readonly fact: LiveFact;
      readonly conversation?: ConversationId;
      readonly turn?: TurnId;
    }
  /** The demonstration says what comes next. */
  | { readonly type: "scene"; readonly what: string }
  /** Something that was asked for in the terminal or the page could not be done. */
  | { readonly type: "failed"; readonly what: string }
  /** The functions' clock was set. */
  | { readonly type: "clock-set"; readonly now: Date };

/** A request to ingress. The body and the headers are as they came, which is enough to send it again. */
type WebhookHappening =
  | {
      readonly type: "webhook-arrived";
      readonly method: string;
      readonly path: string;
      /** Those that Google sets, in lower case. */
      readonly headers: Readonly<Record<string, string>>;
      /** Without that of a handshake, which holds a token. */
      readonly body: Buffer | undefined;
      readonly bodyBytes: number;
    }
  | { readonly type: "webhook-answered"; readonly webhook: number; readonly status: number; readonly ms: number };

/** An attempt of the queue to hand a message to a function. 2xx acknowledges it. */
type DeliveryHappening =
  | { readonly type: "delivery-begun"; readonly function: LocalFunction; readonly delivery: Delivery }
  | { readonly type: "delivery-ended"; readonly delivery: number; readonly status: number; readonly ms: number };

/** A write to history. `isLost`: somebody else wrote first, and it is decided anew. */
type HistoryHappening =
  | { readonly type: "committed"; readonly commit: Commit; readonly isLost: boolean }
  | { readonly type: "recorded"; readonly fact: Fact }
  | { readonly type: "released"; readonly snapshot: Snapshot; readonly isLost: boolean }
  | { readonly type: "abandoned"; readonly snapshot: Snapshot; readonly isLost: boolean }
  | {
      readonly type: "outcomes-recorded";
      readonly conversation: ConversationId;
      readonly turn: TurnId;
      readonly outcomes: readonly Outcome[];
    }
  | {
      readonly type: "receipts-merged";
      readonly conversation: ConversationId;
      readonly message: MessageId;
      readonly turn: TurnId;
      readonly receipts: readonly Receipt[];
    }
  | {
      readonly type: "fallback-committed";
      readonly conversation: ConversationId;
      readonly fallback: FallbackRecord;
      readonly isLost: boolean;
    };

/** A line that the functions log. */
interface LoggedLine {
  readonly severity: Parameters<Log>[0];
  readonly event: Parameters<Log>[1];
  readonly fields: NonNullable<Parameters<Log>[2]>;
}

/** Where what happens is told, and heard. */
export interface Facts {
  /** Tells every listener, in the order in which they came. @returns The number of the fact. */
  emit(what: ToldFact): number;
  /** Runs what the numbered fact has begun: all that is told from there is `within` it. */
  within<T>(fact: number, run: () => T): T;
  /** Hears every fact from now on. A listener must not throw. @returns What ends it. */
  listen(listener: (fact: LocalFact) => void): () => void;
  /** Tells each line as a fact. */
  readonly log: Log;
}

/** Opens a stream of facts that nobody hears yet. */
export function openFacts(clock: Clock): Facts {
  const listeners = new Set<(fact: LocalFact) => void>();
  const scope = new AsyncLocalStorage<number>();
  let told = 0;
  const emit = (what: ToldFact): number => {
    told += 1;
    const within = scope.getStore();
    const fact = { ...what, number: told, at: clock.now(), ...(within !== undefined && { within }) };
    for (const listener of listeners) listener(fact);
    return fact.number;
  };
  return {
    emit,
    within: (fact, run) => scope.run(fact, run),
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    log: (severity, event, fields = {}) => void emit({ type: "logged", severity, event, fields }),
  };
}
