const TRACEPARENT = /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** True for a W3C `traceparent` of version 0. @see https://www.w3.org/TR/trace-context/#traceparent-header */
export function isTraceparent(value: string): boolean {
  return TRACEPARENT.test(value);
}
