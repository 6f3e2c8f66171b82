import { jsonLog } from "../../shared/base/log.ts";
import { startEmbedded } from "../support/embedded.ts";
import { serveOutboundRelay } from "../support/outbound-relay.ts";
import { randomBot } from "./random-bot.ts";

/** The embedded system with the random bot, and a relay of outbound requests, as a process that a test can kill. */
const { DATABASE = "", PORT, OUTBOUND_PORT, API = "" } = process.env;
const log = jsonLog((line) => process.stderr.write(line));
const { queue } = await startEmbedded({ file: DATABASE, port: Number(PORT), api: API, bot: randomBot(), log });
await serveOutboundRelay(Number(OUTBOUND_PORT), queue.publisher);
process.stdout.write("ready\n");
