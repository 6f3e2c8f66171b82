import { hash } from "node:crypto";
import type { Brand } from "./brand.ts";

/** A trace context in the form of W3C: a version, two ids and flags, and nobody's words. Safe in logs. */
export type Traceparent = Brand<string, "Traceparent">;

/** An id of nothing but zeros is none. */
const TRACEPARENT = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;
/** Of Cloud Run's own header: the trace, the span as a decimal number, and whether it is sampled. */
const CLOUD_TRACE = /^([0-9a-f]{32})\/(\d{1,20})(?:;o=([01]))?$/;
const TRACE_DIGITS = 32;
const SPAN_DIGITS = 16;

/** True for a trace context in the form of W3C; anything else may be somebody's words. @see https://www.w3.org/TR/trace-context/ */
export function isTraceparent(value: string | undefined): value is Traceparent {
  return value !== undefined && TRACEPARENT.test(value);
}

/** The trace of `X-Cloud-Trace-Context`; `undefined` where it is in no such form. @see https://cloud.google.com/trace/docs/trace-context */
export function fromCloudTrace(value = ""): Traceparent | undefined {
  const [, trace, span, sampled = "0"] = CLOUD_TRACE.exec(value) ?? [];
  if (trace === undefined || span === undefined) return undefined;
  const spanId = BigInt(span).toString(16).padStart(SPAN_DIGITS, "0");
  const traceparent = `00-${trace}-${spanId}-0${sampled}`;
  // Twenty decimal digits can be more than a span has, and both ids can be zero.
  return isTraceparent(traceparent) ? traceparent : undefined;
}

/** A new trace: the same for the same seed. Whoever knows the seed can tell the trace. */
export function newTraceparent(seed: string): Traceparent {
  const drawn = digits(seed, TRACE_DIGITS + SPAN_DIGITS);
  return `00-${drawn.slice(0, TRACE_DIGITS)}-${drawn.slice(TRACE_DIGITS)}-00` as Traceparent;
}

/** A span of the same trace, named by what is done in it. */
export function childOf(parent: Traceparent, name: string): Traceparent {
  const [version, trace, , flags] = parent.split("-");
  return `${version}-${trace}-${digits(`${parent} ${name}`, SPAN_DIGITS)}-${flags}` as Traceparent;
}

/** The ids of the trace and of the span. */
export function idsOf(traceparent: Traceparent): { readonly trace: string; readonly span: string } {
  const [, trace = "", span = ""] = traceparent.split("-");
  return { trace, span };
}

function digits(seed: string, count: number): string {
  return hash("sha256", seed).slice(0, count);
}
