import type { KeptMessage } from "./kept-messages.ts";
import type { Kind } from "./topic.ts";

/** What topics keep of what was published on them, acknowledged or not: days of it. */
export interface RetainedMessages {
  /**
   * What was published on a topic from one time until before another and is still there, oldest first; in order within an ordering
   * key. A message counts as read when the next one is asked for.
   * @param reading Kept for a day when it ends early, or its process is killed: then it can be gone on with.
   * @throws PermanentError when there is no such topic; UnauthorisedError that names the right that is missing; TransientError.
   */
  read(kind: Kind, range: TimeRange, reading?: Reading): AsyncIterable<KeptMessage>;
  /** How that is done here, in words for people. */
  describe(kind: Kind, reading: string): string;
}

/** A reading that somebody may go on with. */
export interface Reading {
  readonly name: string;
  /** It goes on where it was left. */
  readonly isBegun: boolean;
}

/** From a time until before another. */
export interface TimeRange {
  readonly from: Date;
  readonly to: Date;
}
