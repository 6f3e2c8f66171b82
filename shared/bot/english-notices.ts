import { type Reply, text } from "../reply/reply.ts";
import type { Moment } from "./people.ts";

/** What is said at each moment by a bot that defines no `say`: in English, with times in UTC. */
export function sayInEnglish(moment: Moment): readonly Reply[] {
  return [text(wordsOf(moment))];
}

function wordsOf(moment: Moment): string {
  switch (moment.type) {
    case "waiting":
      return "One moment, please. Somebody will be with you soon.";
    case "closed":
      return closedUntil(moment.opens);
    case "joined":
      return `${moment.speaker.displayName} has joined the conversation.`;
    case "left":
      return `${moment.speaker.displayName} has left the conversation.`;
    case "nobody-came":
      return "I am sorry, nobody is free right now. You are talking to the bot again.";
    case "person-silent":
      return "You are talking to the bot again.";
    case "unsubscribed":
      return "You will get no more messages from us. To get them again, send START.";
  }
}

function closedUntil(opens: Date | undefined): string {
  if (opens === undefined) return "I am sorry, nobody is here to talk to you.";
  // Made here and not at the top: it takes a cold process some 15 ms.
  const format = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "short", timeZone: "UTC" });
  return `I am sorry, nobody is here right now. We are back on ${format.format(opens)} UTC.`;
}
