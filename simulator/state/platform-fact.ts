import type { ApiCall } from "../api/call.ts";

/** Something that happened at the platform. What phones show follows from the facts in their order. */
export type PlatformFact = CallFact | CallRefused | CallAdvised;

/** A step of a call that Google accepts. All facts of one call hold the same `call` object. */
export type CallFact =
  | { readonly type: "call-arrived"; readonly at: Date; readonly call: ApiCall }
  /** The platform keeps it for a phone that does not show it yet. A message can still be revoked. */
  | { readonly type: "call-queued"; readonly at: Date; readonly call: ApiCall }
  /** The phone shows it. There is no such fact for a repeated id. */
  | { readonly type: "call-accepted"; readonly at: Date; readonly call: ApiCall }
  | { readonly type: "call-answered"; readonly at: Date; readonly call: ApiCall; readonly status: number | "reset" };

/** A call that Google refuses. */
interface CallRefused {
  readonly type: "call-refused";
  readonly at: Date;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly message: string;
}

/** A call that Google takes or refuses, with what a careful client would not send. */
interface CallAdvised {
  readonly type: "call-advised";
  readonly at: Date;
  readonly method: string;
  readonly path: string;
  /** One line for each thing: its place, a colon, and what to send instead. */
  readonly advice: readonly string[];
}
