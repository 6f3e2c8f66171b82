import type { Version } from "../conversation/journal.ts";

/**
 * Documents under paths, as history needs them: `conversations/c`, `conversations/c/turns/t`. The semantics are Firestore's.
 * @throws TransientError when another try may pass. @throws PermanentError when a write will never be taken.
 */
export interface DocumentStore {
  /** Reads several documents at once, in the order of their paths; `undefined` stands for one that is not there. */
  get(paths: readonly string[]): Promise<readonly (StoredDocument | undefined)[]>;
  /**
   * Writes several documents, each of them once: all of them or none.
   * @returns The new versions, in the order of the writes; `lost` when others have written what a write takes for granted. That of a
   * document that is deleted says nothing.
   */
  commit(writes: readonly DocumentWrite[]): Promise<readonly Version[] | "lost">;
  /** Reads the documents of a collection by their members `at`, the latest first, and of one moment by name, the last first. */
  query(page: DocumentPage): Promise<readonly FoundDocument[]>;
}

/** The members of a document by their names: JSON. A Date may only be written, and is when the document may be forgotten. */
export type Members = { readonly [name in string]: unknown };

/** A document as it was when it was read. */
export interface StoredDocument {
  readonly members: Members;
  /** Another one after each write that changed something, and never one that was there before. */
  readonly version: Version;
}

/** A document that a query found. */
export interface FoundDocument {
  /** The last part of its path. */
  readonly name: string;
  readonly members: Members;
}

/** Which documents a query asks for. */
export interface DocumentPage {
  /** The path that theirs begin with. */
  readonly collection: string;
  readonly limit: number;
  /** Begins after the document with this `at` and this name; without a name, after all with this `at`. */
  readonly after?: readonly [at: number, name?: string];
}

/** One document's write. Wherever a value may stand, a MemberChange may. */
export type DocumentWrite =
  /** Makes a document that must not be there. */
  | { readonly do: "create"; readonly path: string; readonly members: Members }
  /** Replaces members of a document that must be there, and still have the version. `a.b` names the member b of the member a. */
  | { readonly do: "update"; readonly path: string; readonly members: Members; readonly version: Version | "any" }
  /** Adds to a document, known or not: objects are merged at every depth, any other value is replaced. */
  | { readonly do: "merge"; readonly path: string; readonly members: Members }
  /** Removes a document, known or not. */
  | { readonly do: "delete"; readonly path: string };

/**
 * No data has this member, whatever users and bots name theirs. Registered, because a built function and its store, which is
 * loaded later, are two bundles: each has this module, and both must mean the same.
 */
const CHANGE: unique symbol = Symbol.for("heliograph.change");

/** What the store works out when it writes. */
export type MemberChange = { readonly [CHANGE]: true } & (
  | { readonly to: "gone" }
  | { readonly to: "earliest"; readonly ms: number }
  | { readonly to: "plus"; readonly n: number }
);

/** The member is not there afterwards. */
export const GONE: MemberChange = { [CHANGE]: true, to: "gone" };

/** The member is the earlier of the time it had and this one. */
export function earliest(ms: number): MemberChange {
  return { [CHANGE]: true, to: "earliest", ms };
}

/** The member is greater by `n`, or is `n`. */
export function plus(n: number): MemberChange {
  return { [CHANGE]: true, to: "plus", n };
}

/** True for what is no value, but changes one. */
export function isChange(value: unknown): value is MemberChange {
  return typeof value === "object" && value !== null && CHANGE in value;
}

/** True for an object with members: what a merge merges. */
export function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
