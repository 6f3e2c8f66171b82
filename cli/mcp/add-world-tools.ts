import type { McpServer } from "@modelcontextprotocol/server";
import { z } from "zod";
import { FAULTS } from "../../page/faults.ts";
import { present } from "../../shared/base/present.ts";
import { type Tried, words } from "./tried.ts";

/** Adds what surrounds the bot: its clock, faults, and its own sources. */
export function addWorldTools(server: McpServer, { system, host, refresh }: Tried): void {
  server.registerTool(
    "set_clock",
    {
      description:
        "Sets the time that the bot, its timers and opening hours live by; without a time, sets it right again.",
      inputSchema: z.object({
        to: z.iso
          .datetime({ offset: true, local: true })
          .optional()
          .describe("Such as 2026-12-05T22:00, on this machine's clock; with Z or an offset, anywhere"),
      }),
    },
    async ({ to }) => {
      await host.perform({ act: "set-clock", ...present({ to }) });
      return words(`For the bot it is ${system.clock.now().toISOString()} now`);
    },
  );
  server.registerTool(
    "fault",
    {
      description: `Turns a fault on or off. ${FAULTS.map(({ name, label }) => `${name}: ${label}`).join(". ")}.`,
      inputSchema: z.object({ fault: z.enum(FAULTS.map(({ name }) => name)), isOn: z.boolean() }),
    },
    async ({ fault, isOn }) => {
      await host.perform({ act: "fault", fault, isOn });
      return words(`${fault} is ${isOn ? "on" : "off"}`);
    },
  );
  server.registerTool(
    "check_bot",
    { description: "Reads the bot's sources anew, and tells what is wrong with them.", inputSchema: z.object({}) },
    async () => words((await refresh())?.message ?? "The bot is fine: what its sources say now is what answers."),
  );
}
