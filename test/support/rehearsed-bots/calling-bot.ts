import { spawnSync } from "node:child_process";
import { request } from "node:http";
import type { ReadSetting, Turn } from "../../../shared/bot/bot.ts";
import { text } from "../../../shared/reply/reply.ts";
import { botOf } from "../bots.ts";

/** Tries in every way to reach a server before it answers. */
export function openBot(read: ReadSetting) {
  const url = read("CALLED_URL") ?? "";
  return botOf(async (_turn: Turn) => {
    const ways = [
      async () => (await fetch(url)).status,
      async () => new Promise((resolve, reject) => request(url, resolve).on("error", reject).end()),
      async () => spawnSync(process.execPath, ["-e", `fetch(${JSON.stringify(url)})`]).status,
    ];
    const ended = await Promise.allSettled(ways.map((way) => way()));
    return [text(ended.map(({ status }) => status).join(" "))];
  });
}
