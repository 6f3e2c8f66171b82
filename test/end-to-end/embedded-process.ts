import { startEmbedded } from "../support/embedded.ts";

/** The embedded system as a process that a test can kill: its database is a file, its ports and platform are given. */
const { DATABASE = "", PORT, API = "" } = process.env;
await startEmbedded({ file: DATABASE, port: Number(PORT), api: API });
process.stdout.write("ready\n");
