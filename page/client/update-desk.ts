import type { DeskNews, PageFactOf } from "../page-fact.ts";
import type { Desk } from "./state.ts";

/** The desk after one more piece of news. */
export function updateDesk(desk: Desk, { seq, at, news }: PageFactOf<"handoff">): Desk {
  return { mode: modeAfter(desk.mode, news), news: [...desk.news, { seq, at, ...news }] };
}

function modeAfter(mode: Desk["mode"], { type }: DeskNews): Desk["mode"] {
  switch (type) {
    case "waiting":
      return "waiting";
    case "joined":
      return "human";
    case "ended":
      return "bot";
    case "said":
    case "unsubscribed":
    case "subscribed":
    case "withheld":
      return mode;
  }
}
