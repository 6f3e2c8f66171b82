import { start } from "../start.ts";
import { storeWorld } from "../store-world.ts";
import { receipts as build } from "./receipts.ts";

/** The function that Pub/Sub pushes receipts to. */
export const receipts = start((env, log) => build(storeWorld(env, log)));
