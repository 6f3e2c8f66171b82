import type { Moment } from "./people.ts";
import { type Reply, text } from "./reply.ts";

/** What is said at a moment by a bot that has no words of its own for it. */
export function sayInEnglish(moment: Moment): readonly Reply[] {
  return [text(words(moment))];
}

function words(moment: Moment): string {
  switch (moment.type) {
    case "waiting":
      return "One moment, please. Somebody will be with you soon.";
    case "closed":
      return moment.opens === undefined
        ? "Nobody can answer in person here."
        : `Nobody is here right now. We are back at ${moment.opens.toUTCString()}.`;
    case "joined":
      return `${moment.speaker.displayName} is with you now.`;
    case "left":
      return `${moment.speaker.displayName} has left the conversation.`;
    case "nobody-came":
      return "Sorry, nobody could come. I am back: how can I help?";
    case "person-silent":
      return "Sorry for the long silence. I am back: how can I help?";
    case "unsubscribed":
      return "You will get no more messages from us. Send START to get them again.";
  }
}
