import { once } from "node:events";
import { createInterface } from "node:readline";
import { openBot } from "../bot/bot.ts";
import { settingReader } from "../functions/settings.ts";
import type { OpenBot } from "../shared/bot/bot.ts";
import { systemClock } from "../shared/google/clock.ts";
import { startPlatform } from "../simulator/platform.ts";
import { openBackends } from "./backends.ts";
import { type Actor, castActors, playScene, type Stage, send } from "./demo.ts";
import { createNarrator } from "./narrator.ts";
import { serveOperations } from "./operations-server.ts";
import { readOptions, USAGE } from "./options.ts";
import { startFunctions } from "./start-functions.ts";
import { watchBot } from "./watch-bot.ts";

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options.isHelp) return print(USAGE);
  const narrator = createNarrator(print, () => performance.now());
  await using opened = new AsyncDisposableStack();
  const backends = await openBackends(options, { clock: systemClock, log: narrator.log });
  opened.defer(() => backends.close());
  const platform = opened.use(await startPlatform({ clock: systemClock, onFact: narrator.onFact }));
  // A bot without settings takes no argument.
  const open: OpenBot = openBot;
  const bot = watchBot(open(settingReader(process.env)), (what) => narrator.tell("trouble", what));
  const stack = await startFunctions(backends, options, { bot, narrator, api: platform.url });
  opened.defer(() => stack.close());
  if (backends.operator !== undefined) opened.use(await serveOperations(backends.operator, options.data));
  const stage = { url: stack.url, platform, history: backends.history, narrator, clock: systemClock };
  print(`Heliograph runs over ${backends.description}.\n\n`);
  const actors = castActors(systemClock);
  const scenes = playScenes(actors, stage);
  await (options.isOnce ? scenes : scenes.catch((error: unknown) => narrator.tell("trouble", String(error))));
  if (!options.isOnce) await serveUntilStopped(actors[0], stage);
  if (narrator.sawTrouble()) process.exitCode = 1;
}

async function playScenes(actors: readonly Actor[], stage: Stage): Promise<void> {
  for (const actor of actors) await playScene(actor, stage);
  print("\nEach message was answered once, and history knows that the users read what they were sent.\n");
}

/** Takes webhooks, and lines from the terminal as messages of the RCS user, until Ctrl-C. */
async function serveUntilStopped(actor: Actor, stage: Stage): Promise<void> {
  const { url, platform } = stage;
  print(`
  ingress            ${url}/rcs and ${url}/business-messages
  Google's APIs      ${platform.url}

Send a signed webhook of your own (a second time it is known, and answered no more):

${curl(actor.pack(actor.user.text("Hello from curl")), url)}

${process.stdin.isTTY ? "Or type a message and press Enter. " : ""}Ctrl-C ends it.
`);
  const lines = process.stdin.isTTY ? createInterface({ input: process.stdin }) : undefined;
  lines?.on("line", (line) => {
    send(actor, actor.user.text(line), stage).catch((error: unknown) => stage.narrator.tell("trouble", String(error)));
  });
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  lines?.close();
}

function curl({ path, headers, body }: ReturnType<Actor["pack"]>, url: string): string {
  const flags = Object.entries(headers).map(([name, value]) => `-H '${name}: ${value}'`);
  return `curl ${url}${path} ${flags.join(" ")} --data-binary '${body.toString()}'`;
}

function print(text: string): void {
  process.stdout.write(text);
}

await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
