import { type Reply, text } from "../reply/reply.ts";
import { offerPerson } from "../reply/suggestion.ts";
import type { Notice } from "./people.ts";

/** The words of each notice for a bot that defines no `sayNotice`: in English, with times in UTC. */
export function sayInEnglish(notice: Notice): readonly Reply[] {
  const offersPerson = notice.type === "failed" && notice.hasPeople;
  return [text(wordsOf(notice), offersPerson ? { suggestions: [offerPerson("Talk to a person")] } : {})];
}

function wordsOf(notice: Notice): string {
  switch (notice.type) {
    case "waiting":
      return "One moment, please. Somebody will be with you soon.";
    case "closed":
      return closedUntil(notice.opens);
    case "joined":
      return `${notice.speaker.displayName} has joined the conversation.`;
    case "left":
      return `${notice.speaker.displayName} has left the conversation.`;
    case "nobody-came":
      return "I am sorry, nobody is free right now. You are talking to the bot again.";
    case "person-silent":
      return "You are talking to the bot again.";
    case "failed":
      return "I am sorry, something went wrong and I cannot answer this. Please try again later.";
    case "unsubscribed":
      return "You will get no more messages from us. To get them again, send START.";
    case "subscribed":
      return "You will get messages from us again. To get no more, send STOP.";
    case "still-unsubscribed":
      return "We only answer what you ask, because you have unsubscribed. To get all messages again, send START.";
  }
}

function closedUntil(opens: Date | undefined): string {
  if (opens === undefined) return "I am sorry, nobody is here to talk to you.";
  // Made here and not at the top: it takes a cold process some 15 ms.
  const format = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "short", timeZone: "UTC" });
  return `I am sorry, nobody is here right now. We are back on ${format.format(opens)} UTC.`;
}
