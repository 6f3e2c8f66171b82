import type { McpServer } from "@modelcontextprotocol/server";
import { z } from "zod";
import { writeScreen } from "../../simulator/terminal/write-screen.ts";
import { type Tried, USER, userOf, words } from "./tried.ts";
import { writeWay } from "./write-way.ts";

/** Adds what is to be seen: a phone, the way of a message, and the timeline. */
export function addLookTools(server: McpServer, tried: Tried): void {
  const { system, host } = tried;
  server.registerTool(
    "phone",
    {
      description: "Tells what a user's phone shows: both sides of the conversation, and what can be tapped.",
      inputSchema: z.object({ user: USER }),
    },
    ({ user: whom }) => words(writeScreen(system.platform.screen(userOf(whom)))),
  );
  server.registerTool(
    "way",
    {
      description:
        "Tells the way of a user's message, step by step: webhook, publish, delivery, which of the bot's routes answered, " +
        "what was decided, what was logged, and each call to Google. This is where to look when an answer is wrong.",
      inputSchema: z.object({
        user: USER,
        message: z
          .string()
          .optional()
          .describe("Its id, as `way` and `desk_send` tell it; the user's newest unless named"),
        isWhole: z
          .boolean()
          .default(false)
          .describe("With Google's JSON and history's, and each route that was tried in vain"),
      }),
    },
    ({ user: whom, message, isWhole }) => words(writeWay(host.facts(), { user: userOf(whom), way: message, isWhole })),
  );
  server.registerTool(
    "timeline",
    {
      description: "Tells a user's conversation from history and log, as `heliograph timeline` does in production.",
      inputSchema: z.object({ user: USER }),
    },
    async ({ user: whom }) => {
      const { channel, address } = userOf(whom);
      const { lines = [] } = await host.perform({ act: "tell", phone: `${channel}/${address}`, about: "timeline" });
      return words(lines.join("\n"));
    },
  );
}
