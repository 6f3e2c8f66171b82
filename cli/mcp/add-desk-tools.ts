import type { McpServer } from "@modelcontextprotocol/server";
import { z } from "zod";
import { sendAndWait } from "./send-and-wait.ts";
import { type Tried, USER, userOf, words } from "./tried.ts";
import { writeDesk } from "./write-desk.ts";

/** Adds what people and other systems of the business see and send. */
export function addDeskTools(server: McpServer, tried: Tried): void {
  server.registerTool(
    "desk",
    {
      description: "Tells who waits for a person or has one, why they were called, and what was said.",
      inputSchema: z.object({}),
    },
    () => words(writeDesk(tried.host.facts())),
  );
  server.registerTool(
    "desk_send",
    {
      description:
        "Takes a conversation as a person, writes in it, or gives it back to the bot. Who writes has joined thereby.",
      inputSchema: z.object({
        user: USER,
        do: z.enum(["join", "write", "leave"]),
        text: z.string().optional().describe("What the person writes"),
        name: z.string().default("Ann").describe("Who it is"),
      }),
    },
    async ({ user: whom, do: deed, text, name }, { mcpReq }) => {
      const speaker = { displayName: name };
      const request = deed === "write" ? { reply: text, speaker } : { handoff: deed, speaker };
      return words(await sendAndWait(tried, { user: userOf(whom), request, signal: mcpReq.signal }));
    },
  );
  server.registerTool(
    "send",
    {
      description:
        "Sends what another system sends by `outbound`: a notice, a code, a card. docs/outbound.md has its members; " +
        "id, agent and to are filled in.",
      inputSchema: z.object({ user: USER, request: z.record(z.string(), z.unknown()) }),
    },
    async ({ user: whom, request }, { mcpReq }) =>
      words(await sendAndWait(tried, { user: userOf(whom), request, signal: mcpReq.signal })),
  );
}
