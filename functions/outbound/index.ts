import { openBot } from "../../bot/bot.ts";
import { composeEngine } from "../compose.ts";
import { start } from "../start.ts";
import { outbound as build } from "./outbound.ts";

/** The function that Pub/Sub pushes other systems' messages to. */
export const outbound = start((env, log) => build(composeEngine(env, log, openBot)));
