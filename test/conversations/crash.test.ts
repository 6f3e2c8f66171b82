import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { Channel } from "../../shared/base/ids.ts";
import { systemClock } from "../../shared/google/clock.ts";
import { startPlatform } from "../../simulator/platform.ts";
import { AGENTS, SIGNED_WITH } from "../support/fixtures.ts";
import { startKillable } from "../support/killable.ts";
import { waitForLines } from "../support/scene.ts";
import { questionText } from "./random-bot.ts";

const CHANNELS: readonly Channel[] = ["rcs", "business-messages"];

it.each(CHANNELS)(
  "a process that dies between two lines of the bot on %s continues with the second",
  async (channel) => {
    const folder = await mkdtemp(join(tmpdir(), "heliograph-"));
    await using platform = await startPlatform({ clock: systemClock });
    const script = "test/conversations/random-embedded-process.ts";
    const system = await startKillable(script, { DATABASE: join(folder, "crash.sqlite"), API: platform.url });
    try {
      platform.connect({ url: system.url, token: SIGNED_WITH });
      const ada =
        channel === "rcs"
          ? platform.rcsHandset({ phone: "+447700900123", agent: AGENTS[0].agent })
          : platform.businessMessagesHandset({ conversation: "crash", agent: AGENTS[1].agent });
      await ada.says(questionText({ number: 1, lines: 3, style: "stream" }));
      await ada.sees(1);
      await system.crash();
      await ada.sees(3);
      await ada.says(questionText({ number: 2, lines: 1, style: "now" }));
      const lines = [1, 2, 3].map((line) => `bot #1 re 1 line ${line}`);
      expect(await waitForLines(ada, 4)).toEqual([...lines, "bot #2 re 2 line 1"]);
    } finally {
      await system.close();
      await rm(folder, { recursive: true });
    }
  },
);
