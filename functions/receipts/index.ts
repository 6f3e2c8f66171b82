import { host } from "../host.ts";
import { readSettings } from "../settings.ts";
import { start } from "../start.ts";
import { subscriberWorld } from "../subscriber-world.ts";
import { receipts as build } from "./receipts.ts";

/** The function that Pub/Sub pushes receipts to. */
export const receipts = host(start((env) => build(subscriberWorld(readSettings(env)))));
