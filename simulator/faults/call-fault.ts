import type { ErrorCode } from "../api/api-error.ts";
import type { ApiCall } from "../api/call.ts";
import type { FaultRule } from "./fault-rule.ts";

/** A fault of a call. At most one applies to a call. A call that is refused anyway uses none up. */
export interface CallFault extends FaultRule<ApiCall> {
  /** `before`: before the platform accepts the call. `after`: when it has accepted the call, before it answers. */
  readonly at: "before" | "after";
  /**
   * Called at that moment and awaited: a test can kill a process here. The platform has read the whole request by then and
   * handles it even when the caller is gone. Without `response`, a call with a fault `before` still takes effect.
   */
  readonly hook?: (call: ApiCall) => void | Promise<void>;
  /** How long the platform waits before it goes on. */
  readonly delayMs?: number;
  /** What the caller gets instead. When it is missing, the call is handled as usual. */
  readonly response?: FaultResponse;
}

/** A reset connection, or an error with this status. */
type FaultResponse = "reset" | { readonly status: ErrorCode; readonly retryAfterSeconds?: number };
