import { createServer } from "node:http";
import { Bot, webhookCallback } from "grammy";
import { publishIfAsked } from "./publish.cjs";

const me = { id: 1, is_bot: true, first_name: "Bench", username: "bench_bot" };
const bot = new Bot("1:bench", { botInfo: me });
bot.on("message", (context) => publishIfAsked(Buffer.from(JSON.stringify(context.update))));
const answer = webhookCallback(bot, "http", { secretToken: process.env.BENCH_TOKEN });
createServer(answer).listen(process.env.PORT, "127.0.0.1");
