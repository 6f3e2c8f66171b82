import type { McpServer } from "@modelcontextprotocol/server";
import { z } from "zod";
import { readPhoneAct } from "../../simulator/acts/phone-act.ts";
import { actAndWait } from "./act-and-wait.ts";
import { type Tried, USER, userOf, words } from "./tried.ts";

const file = z.object({ do: z.literal("file"), name: z.string(), base64: z.string() });
const place = z.object({ do: z.literal("place"), latitude: z.number(), longitude: z.number() });
const optOut = z.object({ do: z.enum(["stop", "start"]), word: z.string().optional() });
const signIn = z.object({ do: z.literal("sign-in"), isDone: z.boolean() });
const survey = z.object({ do: z.literal("survey"), text: z.string() });
const plain = z.object({ do: z.enum(["typing", "read", "person"]) });

/** Adds what a user does. */
export function addPhoneTools(server: McpServer, tried: Tried): void {
  server.registerTool(
    "say",
    {
      description: "Writes to the bot as a user, waits until it was handled, and tells what the phone shows anew.",
      inputSchema: z.object({ text: z.string().min(1), user: USER }),
    },
    async ({ text, user: whom }) => words(await actAndWait(tried, userOf(whom), { do: "say", text })),
  );
  server.registerTool(
    "tap",
    {
      description:
        "Taps a chip or a button on a user's phone, by its label or its number from 1, and tells what follows.",
      inputSchema: z.object({ chip: z.string().min(1), user: USER }),
    },
    async ({ chip, user: whom }) => words(await actAndWait(tried, userOf(whom), { do: "tap", chip })),
  );
  server.registerTool(
    "act",
    {
      description:
        "Does something else as a user: sends a file or a place, types, reads, opts out or in (by RCS's event, or by a word), " +
        "asks for a person, ends a sign-in or answers a survey. The last three are of Business Messages only.",
      inputSchema: z.object({ act: z.union([file, place, optOut, signIn, survey, plain]), user: USER }),
    },
    async ({ act, user: whom }) =>
      words(await actAndWait(tried, userOf(whom), readPhoneAct({ value: act, path: "act" }))),
  );
}
