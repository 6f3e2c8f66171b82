/** The time of day of an RFC 3339 time, with its seconds, where the reader is. */
export function writeClock(at: string): string {
  return new Date(at).toLocaleTimeString(undefined, { hour12: false });
}
