import { openBot } from "../../bot/bot.ts";
import { composeEngine } from "../compose.ts";
import { start } from "../start.ts";
import { events as build } from "./events.ts";

/** The function that Pub/Sub pushes what happens around conversations to, and our own timers. */
export const events = start((env, log) => build(composeEngine(env, log, openBot)));
