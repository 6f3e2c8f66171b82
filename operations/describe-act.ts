import type { Act } from "../shared/conversation/act.ts";
import type { Reply } from "../shared/reply/reply.ts";
import { suggestionsOf } from "../shared/reply/suggestions-of.ts";

/** Members that tell when something was decided, or by whom it is said: they differ between two runs of one bot. */
const PASSING: readonly string[] = ["expiry", "until", "at", "trafficType"];

/** What an act does, without anybody's words. */
export function kindOfAct(act: Act): string {
  switch (act.do) {
    case "send":
      return `send ${act.notice === undefined ? act.reply.type : `notice (${act.notice})`}`;
    case "announce":
      return `announce ${act.notice}`;
    case "survey":
      return "survey";
    case "recordConsent":
      return `record ${act.consent.isOptedOut ? "opt-out" : "opt-in"}`;
    case "shareConsent":
      return `share ${act.consent.isOptedOut ? "opt-out" : "opt-in"}`;
    case "tellPeople":
      return `tell people: ${act.news.type}`;
    case "setTimer":
      return `set timer: ${act.purpose.type}`;
  }
}

/** What an act does, with the bot's own words. */
export function wordsOfAct(act: Act): string {
  if (act.do !== "send") return kindOfAct(act);
  const chips = suggestionsOf(act.reply).map((one) => ("text" in one ? `[${String(one.text)}]` : `[${one.type}]`));
  return [wordsOfReply(act.reply), ...chips].join(" ");
}

/** The same for two acts that mean the same, whenever they were decided. */
export function meaningOfAct(act: Act): string {
  return JSON.stringify(act, (name, value: unknown) => (PASSING.includes(name) ? undefined : sorted(value)));
}

function wordsOfReply(reply: Reply): string {
  if (reply.type === "text") return reply.text;
  const titles = JSON.stringify(reply, (name, value: unknown) => (name === "suggestions" ? undefined : value));
  return `${reply.type} ${titles}`;
}

function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
