import type { Brand } from "./brand.ts";

/** A trace context in the form of W3C: a version, two ids and flags, and nobody's words. Safe in logs. */
export type Traceparent = Brand<string, "Traceparent">;

const TRACEPARENT = /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** True for a trace context in the form of W3C; anything else may be somebody's words. @see https://www.w3.org/TR/trace-context/ */
export function isTraceparent(value: string | undefined): value is Traceparent {
  return value !== undefined && TRACEPARENT.test(value);
}
