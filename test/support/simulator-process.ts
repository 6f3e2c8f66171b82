// Google in a process of its own, with an agent that is not launched. It prints its URL. Each line of its input is a phone that accepts.
import { createInterface } from "node:readline";
import { systemClock } from "../../shared/google/clock.ts";
import { startPlatform } from "../../simulator/platform.ts";

const profile = { reach: "testers-only", autoReceipts: { deliveredAfterMs: 0, readAfterMs: 50 } } as const;
const platform = await startPlatform({ clock: systemClock, agents: ["my_agent"], profile });
platform.setAgent("my_agent", { launches: {} });
process.stdout.write(`${platform.url}\n`);
for await (const phone of createInterface({ input: process.stdin }))
  platform.answerInvitation("my_agent", phone, "ACCEPTED");
