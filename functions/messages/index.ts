import { bot } from "../../bot/bot.ts";
import { businessMessagesMessenger } from "../../shared/google/business-messages.ts";
import { rcsMessenger } from "../../shared/google/rcs.ts";
import { host } from "../host.ts";
import { readSettings } from "../settings.ts";
import { start } from "../start.ts";
import { subscriberWorld } from "../subscriber-world.ts";
import { messages as build } from "./messages.ts";

/** The function that Pub/Sub pushes users' messages to. */
export const messages = host(
  start((env) => {
    const settings = readSettings(env);
    const messengers = {
      rcs: rcsMessenger(settings.agents, settings.rcsApi),
      "business-messages": businessMessagesMessenger(settings.agents, bot.persona, settings.businessMessagesApi),
    };
    return build({ ...subscriberWorld(settings), messengers, bot });
  }),
);
