import type { ErrorCode } from "../api/api-error.ts";
import type { ApiCall } from "../api/call.ts";
import type { FaultRule } from "./fault-rule.ts";

/** What goes wrong with calls, and when. A call meets one rule at most; one that is refused anyway uses nothing up. */
export interface CallFault extends FaultRule<ApiCall> {
  /** `before`: the platform has read the call and accepts nothing yet. `after`: it has accepted, and has not answered. */
  readonly at: "before" | "after";
  /**
   * Called at that moment and waited for: the place to kill a process. The platform has the whole request by then, so it
   * goes on without the caller; only with an `answer` too does a call that was target `before` leave no trace.
   */
  readonly hook?: (call: ApiCall) => void | Promise<void>;
  /** How much later the call goes on: a slow answer. */
  readonly delayMs?: number;
  /** What the caller gets. When it is missing, the call goes on as if nothing had been. */
  readonly response?: FaultResponse;
}

/** The connection is reset, or the call fails with a status. */
type FaultResponse = "reset" | { readonly status: ErrorCode; readonly retryAfterSeconds?: number };

/** What leaves the platform: an HTTP answer, or a reset connection. */
export type PlatformResponse = "reset" | ApiResponse;

/** Its body is JSON. */
export interface ApiResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}
