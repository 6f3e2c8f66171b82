import type { PageState } from "./state.ts";

/** The time on the phones, in milliseconds: that of the functions' clock, or of the step that a saved conversation has come to. */
export function nowOf({ saved, facts, clockAheadMs }: PageState): number {
  const newest = saved === undefined ? undefined : facts.at(-1);
  return newest === undefined ? Date.now() + clockAheadMs : Date.parse(newest.at);
}
