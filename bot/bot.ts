import type { Bot, Turn } from "../shared/bot/bot.ts";
import { type Reply, text } from "../shared/bot/reply.ts";

const OPENING_HOURS = "We are open Monday to Saturday, 8:00 to 18:00.";

/** Your bot: who it is, and what it says. */
export const bot: Bot = {
  persona: { displayName: "Heliograph" },
  answer,
};

function answer({ content }: Turn): readonly Reply[] {
  switch (content.type) {
    case "text":
      return [text(OPENING_HOURS)];
    case "suggestion":
      return [text("Thank you for your choice.")];
    case "file":
      return [text("Thank you, we have your file.")];
    case "location":
      return [text("Thank you, we have your location.")];
    case "authentication":
      return [text("You are signed in.")];
    case "authentication-failed":
      return [text("The sign-in did not work. You can try again at any time.")];
    case "survey":
      return [];
  }
}
