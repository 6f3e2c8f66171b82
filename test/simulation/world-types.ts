import type { ConversationId } from "../../shared/base/ids.ts";
import type { Bot } from "../../shared/bot/bot.ts";
import type { HistoryEntry, OutgoingEntry } from "../../shared/bot/history-entry.ts";
import type { MessageSnapshot } from "../../shared/conversation/journal.ts";
import type { ConversationState } from "../../shared/conversation/state.ts";
import type { Kind, Topic } from "../../shared/ports/topic.ts";
import type { PhoneView } from "../../simulator/state/phone.ts";
import type { UserAddress } from "../support/user-address.ts";
import type { Observation } from "./observation.ts";
import type { StoryAct } from "./story-act.ts";
import type { WorldFault } from "./world-fault.ts";

// All times are virtual: whole milliseconds since 1970. All that happens at one place of a trace has one `at`.

/** How a world begins. The same options give the same trace. */
export interface WorldOptions {
  readonly seed: number;
  /** Opens a bot for an instance; `clock` is that instance's, and stops when the instance does. */
  readonly openBot: (instance: BotSurroundings) => Bot;
  /** Faults that act from the beginning, each with its probability. */
  readonly faults?: readonly WorldFault[];
  /** False over a Pub/Sub that counts no attempts, as the official emulator; true when it is missing. */
  readonly hasAttempts?: boolean;
  /** Virtual time at the beginning; 2030-01-01 when it is missing. */
  readonly startsAt?: number;
  /** Gets each line of the trace; a world without it writes none, and is faster. */
  readonly trace?: (line: string) => void;
}

/** What a bot of an instance may wait with and draw from. */
export interface BotSurroundings {
  readonly now: () => number;
  readonly sleep: (millis: number) => Promise<void>;
  /** From 0 to 1. */
  readonly random: () => number;
}

/** The whole system in one process on virtual time. */
export interface SimulatedWorld {
  now(): number;
  /** Does it now: what follows happens as the world runs. */
  act(act: StoryAct): void;
  /** Calls back at that time, as the world runs. For stories. */
  at(time: number, step: () => void): void;
  /** A story's own chance, which no other draw shifts. @param name Each name is a sequence of its own. */
  chance(name: string): () => number;
  /** Every observation, in order, as it happens. */
  observe(watcher: (seen: Observation) => void): void;
  /** Runs until that time. */
  runUntil(time: number): Promise<void>;
  /** Runs until only what is due after `time` is left, beside time-outs. @returns True when nothing at all is left. */
  runUntilIdle(time: number): Promise<boolean>;
  /** All entries of a conversation, oldest first, as our own history reads them. No fault and no time. */
  history(conversation: ConversationId): Promise<readonly HistoryEntry[]>;
  /** The state of a conversation and its lease, as stored now. No fault and no time. */
  stored(conversation: ConversationId): Promise<ConversationNow>;
  /** A message of ours, as stored now. No fault and no time. */
  message(conversation: ConversationId, message: OutgoingEntry["id"]): Promise<MessageSnapshot | undefined>;
  /** What the phone shows now. */
  phone(user: UserAddress): PhoneView;
  /** What lies on a topic that only keeps, and was not redriven. */
  kept(topic: Topic): readonly KeptMessage[];
  /** How many messages of the kind's subscription are not acknowledged. */
  waiting(kind: Kind): number;
  counts(): WorldCounts;
}

/** What a conversation's documents say. */
interface ConversationNow {
  readonly state: ConversationState | undefined;
  readonly lease: { readonly turn: string; readonly expiresAt: number } | undefined;
}

/** A message on a topic that nobody but a person reads. */
interface KeptMessage {
  readonly id: string;
  readonly at: number;
  readonly bytes: Buffer;
  readonly attributes: Readonly<Record<string, string>>;
  readonly orderingKey?: string;
}

/** Numbers for a report. */
export interface WorldCounts {
  readonly events: number;
  readonly calls: number;
  readonly deliveries: number;
  readonly instances: number;
  /** How many times each kind of fault acted, such as `firestore/503` or `crash`. */
  readonly faults: Readonly<Record<string, number>>;
}
