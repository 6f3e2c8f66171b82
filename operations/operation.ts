import type { Reader } from "../shared/base/json.ts";
import type { Operator } from "./operator.ts";

/**
 * One thing that an operator does: a request in, facts about what happens out, both plain JSON. The command line asks for it, and so
 * does whoever calls the API of a running `npm start`.
 */
export interface Operation<Request, Told> {
  /** As the command line and the API know it. */
  readonly name: string;
  /** Reads a request that came as JSON. @throws PermanentError `unreadable` that names the member. */
  readonly read: Reader<Request>;
  /** It checks the login itself, and tells what it found. */
  readonly checksLogin?: true;
  /** Ends early, with nothing half done, when the signal aborts. @throws Error in words for whoever asked. */
  run(request: Request, operator: Operator, signal: AbortSignal): AsyncIterable<Told>;
}

/** An operation of which only the name is known. */
export type AnyOperation = Operation<unknown, unknown>;
