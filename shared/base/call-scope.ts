import type { Traceparent } from "./traceparent.ts";

/** What a call to the world belongs to. */
export interface CallScope {
  /** No call begins after it, and none lasts beyond it. */
  readonly until?: Date | undefined;
  /** Goes out with the call, and with what the call publishes. */
  readonly traceparent?: Traceparent | undefined;
  /** Told when a call begins. What it returns is told how the call ended. */
  readonly begin?: BeginCall | undefined;
  /** Told when the request of a try is written. */
  readonly onWritten?: (() => void) | undefined;
}

/** @param call Such as `send`. */
export type BeginCall = (call: string) => (end: Pick<CallRecord, "status" | "tries">) => void;

/** One call of a delivery, as the log tells it. */
export interface CallRecord {
  /** What was called: the method of our port, such as `send` or `markRead`. */
  readonly call: string;
  /** Of the last response, or why there is none. `open`: it had not ended when the line was written. */
  readonly status: number | string;
  readonly ms: number;
  readonly tries: number;
}
