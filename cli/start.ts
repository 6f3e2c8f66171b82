import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createInterface, type Interface } from "node:readline";
import { settingReader } from "../functions/settings.ts";
import { messageOf } from "../shared/base/message-of.ts";
import { openTerminal } from "../simulator/terminal/open-terminal.ts";
import { type Actor, castActors, DEMO_PHONE, playGreeting, playScene } from "./demo.ts";
import { type Facts, openFacts } from "./facts.ts";
import { type LocalSystem, startLocalSystem } from "./local-system.ts";
import { type MovableClock, movableClock } from "./movable-clock.ts";
import { createNarrator } from "./narrator.ts";
import { openInBrowser } from "./open-in-browser.ts";
import { serveOperations } from "./operations-server.ts";
import { IN_MEMORY, type Options, readOptions, USAGE } from "./options.ts";
import { readOwnAgent } from "./own/own-agent.ts";
import { serveOwnAgent } from "./own/serve-own-agent.ts";
import { openPage } from "./page/open-page.ts";
import { openReloadedBot, type ReloadedBot } from "./reloaded-bot.ts";
import { writeHints } from "./write-hints.ts";

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options.isHelp) return print(USAGE);
  const own = options.own && readOwnAgent(options.own, options.data, process.env);
  const clock = movableClock();
  const facts = openFacts(clock);
  const narrator = createNarrator({
    print,
    isVerbose: options.isVerbose,
    hearsGoogle: own === undefined,
    now: () => performance.now(),
  });
  facts.listen(narrator.hear);
  await using reloaded = await openReloadedBot({ read: settingReader(process.env), tell: facts.emit });
  const { bot } = reloaded;
  if (own === undefined) {
    await demonstrate(options, { reloaded, facts, clock });
  } else {
    reloaded.watch();
    await serveOwnAgent(own, options, { bot, facts, clock, print, signal: untilStopped() });
  }
  if (narrator.sawTrouble()) process.exitCode = 1;
}

interface Demonstration {
  readonly reloaded: ReloadedBot;
  readonly facts: Facts;
  readonly clock: MovableClock;
}

/** Plays the demonstration's conversations with a simulator as Google, and then serves whoever types or opens the page. */
async function demonstrate(options: Options, { reloaded, facts, clock }: Demonstration): Promise<void> {
  await using opened = new AsyncDisposableStack();
  const system = opened.use(await startLocalSystem(options, { bot: reloaded.bot, facts, clock }));
  if (system.operator !== undefined && options.data !== IN_MEMORY)
    opened.use(await serveOperations(system.operator, options.data));
  const page = options.isOnce ? undefined : opened.use(await openPage(system, options));
  print(`Heliograph runs over ${system.description}.\n${page === undefined ? "" : `\n  ${page.url}\n`}\n`);
  if (page !== undefined && options.opensPage && process.stdout.isTTY) openInBrowser(page.url);
  const actors = castActors();
  const scenes = playScenes(actors, system);
  if (options.isOnce) {
    await scenes;
    print("\nEach message was answered once, and history knows that the users read what they were sent.\n");
  } else {
    await scenes.catch((error: unknown) => facts.emit({ type: "failed", what: String(error) }));
    reloaded.watch();
    await serveUntilStopped(actors[0], { system, clock, options });
  }
}

/** RCS begins with the agent, Business Messages with the user. */
async function playScenes([rcs, ...others]: readonly [Actor, ...Actor[]], system: LocalSystem): Promise<void> {
  await playGreeting(rcs, system);
  for (const actor of [rcs, ...others]) await playScene(actor, system);
}

interface Running {
  readonly system: LocalSystem;
  readonly clock: MovableClock;
  readonly options: Options;
}

/** Takes webhooks, and what is typed as what the user does, until Ctrl-C. */
async function serveUntilStopped(actor: Actor, { system, clock, options }: Running): Promise<void> {
  print(writeHints(actor, system, options));
  const take = openTerminal({
    platform: system.platform,
    print,
    readFile,
    first: actor,
    profile: DEMO_PHONE,
    isSilent: true,
    setClock(to) {
      clock.set(to);
      system.facts.emit({ type: "clock-set", now: clock.now() });
    },
  });
  const lines = createInterface({ input: process.stdin });
  void takeLines(lines, take);
  await once(untilStopped(), "abort");
  lines.close();
}

/** Aborts with Ctrl-C. */
function untilStopped(): AbortSignal {
  const stopped = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => stopped.abort());
  return stopped.signal;
}

/** One after the other, so that what was piped is done in its order. */
async function takeLines(lines: Interface, take: (line: string) => Promise<void>): Promise<void> {
  for await (const line of lines) await take(line);
}

function print(text: string): void {
  process.stdout.write(text);
}

await main().catch((error: unknown) => {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
});
