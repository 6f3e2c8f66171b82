import { readSettings } from "../settings.ts";
import { start } from "../start.ts";
import { subscriberWorld } from "../subscriber-world.ts";
import { receipts as build } from "./receipts.ts";

/** The function that Pub/Sub pushes receipts to. */
export const receipts = start((env, log) => build({ ...subscriberWorld(readSettings(env)), log }));
