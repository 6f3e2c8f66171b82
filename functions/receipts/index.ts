import { composeStore } from "../compose.ts";
import { start } from "../start.ts";
import { receipts as build } from "./receipts.ts";

/** The function that Pub/Sub pushes receipts to. */
export const receipts = start((env, log) => build(composeStore(env, log)));
