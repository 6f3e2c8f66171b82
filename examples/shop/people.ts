import type { Recipient } from "../../shared/bot/bot.ts";
import { type Week, weeklyHours } from "../../shared/bot/hours.ts";
import type { Notice, People } from "../../shared/bot/people.ts";
import { offerPerson } from "../../shared/reply/suggestion.ts";
import { type Reply, text } from "../../shared/reply/reply.ts";
import { chosenBranch } from "./branches.ts";
import { say } from "./languages.ts";
import { dayAndTime } from "./times.ts";

const OFFICE = "08:00-18:00";

/** When people answer: by agent, and `*` for all others. */
export const DESKS: { readonly [agent in string]?: Week } & { readonly "*": Week } = {
  "*": {
    timeZone: "Europe/Warsaw",
    monday: OFFICE,
    tuesday: OFFICE,
    wednesday: OFFICE,
    thursday: OFFICE,
    friday: OFFICE,
  },
};

/** Made when the bot opens: hours that cannot be read are refused then. */
const HOURS = new Map(Object.values(DESKS).map((desk = DESKS["*"]) => [desk, weeklyHours(desk)]));

/** Who takes over from the bot. */
export const people: People = {
  hours: (agent, at) => HOURS.get(deskOf(agent))?.(at) ?? { isOpen: false },
  waitMinutes: 5,
  silenceMinutes: 30,
};

/** What is said around a conversation, in the user's language. */
export function sayNotice(notice: Notice, to: Recipient): readonly Reply[] {
  const offersPerson = notice.type === "failed" && notice.hasPeople;
  return [text(noticeText(notice, to), offersPerson ? { suggestions: [offerPerson(say(to, "humanChip"))] } : {})];
}

function noticeText(notice: Notice, to: Recipient): string {
  switch (notice.type) {
    case "waiting":
      return say(to, "waiting");
    case "closed":
      return notice.opens === undefined
        ? say(to, "nobodyHere")
        : say(to, "nobodyNow", { opens: opensText(to, notice.opens) });
    case "joined":
    case "left":
      return say(to, notice.type, { name: notice.speaker.displayName });
    case "nobody-came":
      return say(to, "nobodyCame");
    case "person-silent":
      return say(to, "personSilent");
    case "failed":
      return say(to, "failed");
    case "unsubscribed":
      return say(to, "unsubscribed");
    case "subscribed":
      return say(to, "subscribed");
    case "still-unsubscribed":
      return say(to, "stillUnsubscribed");
  }
}

/** By the clocks of the branch that the user talks about, or else of the desk. */
function opensText(to: Recipient, opens: Date): string {
  const { timeZone } = chosenBranch(to.memory)?.week ?? deskOf(to.agent);
  return dayAndTime(to, opens, timeZone);
}

function deskOf(agent: string): Week {
  return DESKS[agent] ?? DESKS["*"];
}
