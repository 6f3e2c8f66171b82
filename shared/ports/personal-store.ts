import type { Address, ConversationId } from "../base/ids.ts";

/**
 * A store beside history that has something of people, as an operator reaches it. Every method is safe to repeat.
 * @throws TransientError when another try may pass. @throws PermanentError when somebody must mend a right or a setting.
 */
export interface PersonalStore {
  readonly name: "media" | "timers" | "queue" | "retained";
  /** What it has of one user's conversation with one agent. */
  find(of: PersonalKey, signal: AbortSignal): AsyncIterable<PersonalItem>;
  /** Removes what was found. What is gone already counts as removed. */
  remove(id: string): Promise<void>;
  /** Leaves no trace of what was removed, where removing alone leaves one. */
  purge?(): Promise<void>;
}

/** Whose things are looked for. */
export interface PersonalKey {
  readonly conversation: ConversationId;
  /** Where it is known: what names no conversation is found by it. */
  readonly address?: Address;
}

/** One thing of a person's. */
interface PersonalItem {
  /** Names it to `remove`. */
  readonly id: string;
  /** When what it is about happened, where the store knows it. What came after an erasure is no part of it. */
  readonly at?: Date;
  /** What it is, for the person it is about: plain JSON. */
  readonly about: Readonly<Record<string, unknown>>;
}
