import { jsonLog } from "../../shared/base/log.ts";
import { serveDesk } from "../support/desk.ts";
import { startEmbedded } from "../support/embedded.ts";
import { randomBot } from "./random-bot.ts";

/** The embedded system with the random bot, and a people's desk, as a process that a test can kill. */
const { DATABASE = "", PORT, DESK, API = "" } = process.env;
const log = jsonLog((line) => process.stderr.write(line));
const { queue } = await startEmbedded({ file: DATABASE, port: Number(PORT), api: API, bot: randomBot(), log });
await serveDesk(Number(DESK), queue.publisher);
process.stdout.write("ready\n");
