import { host } from "../host.ts";
import { readSettings } from "../settings.ts";
import { start } from "../start.ts";
import { subscriberWorld } from "../subscriber-world.ts";
import { events as build } from "./events.ts";

/** The function that Pub/Sub pushes what happens around conversations to. */
export const events = host(start((env) => build(subscriberWorld(readSettings(env)))));
