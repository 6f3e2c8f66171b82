import type { PageLine } from "./state.ts";

/** So many lines are in the page at once, whatever the conversation has. */
export const SCREEN = 60;

/** How many screens of lines one goes back to see the message of a way; 0 when no line tells of it. */
export function screensBackTo(lines: readonly PageLine[], way: string): number {
  const index = lines.findIndex((line) => line.way === way);
  return index < 0 ? 0 : Math.floor((lines.length - 1 - index) / SCREEN);
}
