import type { Timer } from "../../shared/conversation/timer.ts";
import type { Decide } from "../../shared/turn/decision.ts";
import { modeTimer, takeBackIfOverdue } from "../../shared/turn/hand-over.ts";

/**
 * What a timer about the mode of a conversation makes of it: the bot takes it back. A wait for a person that was put off since
 * the timer was set gets another timer.
 */
export const onTimer: Decide<Timer> = (_timer, state, now) => {
  const { mode } = state;
  if (mode.type === "waiting" && now.at < mode.until) return { acts: [modeTimer(mode.until)], state };
  return takeBackIfOverdue(state, now);
};
