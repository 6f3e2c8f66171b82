import { engineWorld } from "../engine-world.ts";
import { start } from "../start.ts";
import { messages as build } from "./messages.ts";

/** The function that Pub/Sub pushes users' messages to. */
export const messages = start((env, log) => build(engineWorld(env, log)));
