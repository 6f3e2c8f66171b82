import { openBot } from "../../bot/bot.ts";
import { composeEngine } from "../compose.ts";
import { start } from "../start.ts";
import { messages as build } from "./messages.ts";

/** The function that Pub/Sub pushes users' messages to. */
export const messages = start((env, log) => build(composeEngine(env, log, openBot)));
