import type { ApiCall } from "../api/call.ts";

/** What happened at the platform, in order: what phones show, and what a page can show, follows from it. */
export type PlatformFact = CallFact | CallRefused;

/** A step of a call that Google would take. All facts of a call hold the same object. */
export type CallFact =
  | { readonly type: "call-arrived"; readonly at: Date; readonly call: ApiCall }
  /** The platform keeps it for a phone that does not show it yet; it may be taken back. */
  | { readonly type: "call-queued"; readonly at: Date; readonly call: ApiCall }
  /** The user gets it; a repeated id is answered without this. */
  | { readonly type: "call-accepted"; readonly at: Date; readonly call: ApiCall }
  | { readonly type: "call-answered"; readonly at: Date; readonly call: ApiCall; readonly status: number | "reset" };

/** A call that Google would not take. */
interface CallRefused {
  readonly type: "call-refused";
  readonly at: Date;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly message: string;
}
