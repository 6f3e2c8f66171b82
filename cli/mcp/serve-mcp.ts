import { once } from "node:events";
import { stdin } from "node:process";
import { McpServer } from "@modelcontextprotocol/server";
import { serveStdio } from "@modelcontextprotocol/server/stdio";
import { settingReader } from "../../functions/settings.ts";
import type { Console } from "../console.ts";
import { openFacts } from "../facts.ts";
import { startLocalSystem } from "../local-system.ts";
import { movableClock } from "../movable-clock.ts";
import { IN_MEMORY, type Options, readOptions } from "../options.ts";
import { openPage } from "../page/open-page.ts";
import { openReloadedBot } from "../reloaded-bot.ts";
import { addDeskTools } from "./add-desk-tools.ts";
import { addLookTools } from "./add-look-tools.ts";
import { addPhoneTools } from "./add-phone-tools.ts";
import { addWorldTools } from "./add-world-tools.ts";
import type { Tried } from "./tried.ts";

/** What can be told to the server. */
export interface McpOptions {
  /** Of the page; `undefined`: 8081, or any free one when that is taken. */
  readonly pagePort: number | undefined;
}

/** Serves the bot of this folder to an assistant over stdio, until that one is gone. Nothing is kept. */
export async function serveMcp({ pagePort }: McpOptions, console: Console): Promise<void> {
  await using opened = new AsyncDisposableStack();
  const clock = movableClock();
  const facts = openFacts(clock);
  const reloaded = opened.use(await openReloadedBot({ read: settingReader(process.env), tell: facts.emit }));
  const options: Options = { ...readOptions([]), data: IN_MEMORY, port: 0, pagePort };
  const system = opened.use(await startLocalSystem(options, { bot: reloaded.bot, facts, clock }));
  const { operator } = system;
  if (operator === undefined)
    throw new Error("Cannot try the bot over emulators: unset PUBSUB_EMULATOR_HOST and FIRESTORE_EMULATOR_HOST");
  const page = opened.use(await openPage(system, options));
  reloaded.watch();
  console.warn(`Whoever likes can watch: ${page.url}`);
  const tried: Tried = { system, operator, host: page.host, refresh: reloaded.refresh };
  const served = serveStdio(
    () => {
      const server = new McpServer({ name: "heliograph", version: "1" }, { instructions: instructionsOf(page.url) });
      for (const add of [addPhoneTools, addLookTools, addDeskTools, addWorldTools]) add(server, tried);
      return server;
    },
    { onerror: ({ message }) => console.warn(message) },
  );
  opened.defer(() => served.close());
  // It ends when its input does, or with Ctrl-C.
  await Promise.race([once(stdin, "close"), once(stdin, "end"), once(console.signal, "abort")]);
}

function instructionsOf(pageUrl: string): string {
  return `Try the bot whose sources are in bot/ as its users do: over the real functions, and a simulator that is as strict as Google.
Say something, look at the answer, and ask for the way of a message to learn what was decided. Sources that you change
are read anew, types and texts checked, before the next message. docs/writing-a-bot.md says how a bot is written.
The person you work for can watch the same phones in a browser: ${pageUrl}`;
}
