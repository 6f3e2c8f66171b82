import { bot } from "../../bot/bot.ts";
import { systemClock } from "../../shared/google/clock.ts";
import { googleMessengers } from "../../shared/google/messengers.ts";
import { readApis, readSettings } from "../settings.ts";
import { start } from "../start.ts";
import { subscriberWorld } from "../subscriber-world.ts";
import { messages as build } from "./messages.ts";

/** The function that Pub/Sub pushes users' messages to. */
export const messages = start((env, log) => {
  const settings = readSettings(env);
  const messengers = googleMessengers(settings.agents, bot.persona, readApis(env));
  return build({ ...subscriberWorld(settings), messengers, bot, clock: systemClock, log });
});
