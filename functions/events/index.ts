import { readSettings } from "../settings.ts";
import { start } from "../start.ts";
import { subscriberWorld } from "../subscriber-world.ts";
import { events as build } from "./events.ts";

/** The function that Pub/Sub pushes what happens around conversations to. */
export const events = start((env, log) => build({ ...subscriberWorld(readSettings(env)), log }));
