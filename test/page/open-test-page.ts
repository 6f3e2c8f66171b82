import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { type Facts, openFacts } from "../../cli/facts.ts";
import { startLocalSystem } from "../../cli/local-system.ts";
import { movableClock } from "../../cli/movable-clock.ts";
import { IN_MEMORY, readOptions } from "../../cli/options.ts";
import { openPage } from "../../cli/page/open-page.ts";
import { watchBot } from "../../cli/watch-bot.ts";
import type { PageHost } from "../../page/server/page-host.ts";
import type { Bot } from "../../shared/bot/bot.ts";
import type { Platform } from "../../simulator/platform.ts";
import { findChromium } from "../support/find-chromium.ts";

/** So long a person would wait, on a busy machine. */
const PATIENCE_MS = 30_000;

/** A running `npm start` with a bot of the test's, without its demonstration. */
export interface PagedStack extends AsyncDisposable {
  /** Of the page, with its token. */
  readonly url: string;
  readonly platform: Platform;
  readonly facts: Facts;
  /** What the page shows and does. */
  readonly host: PageHost;
}

/** Starts what `npm start` starts, in memory, with a bot of the test's. */
export async function startPaged(bot: Bot): Promise<PagedStack> {
  const clock = movableClock();
  const facts = openFacts(clock);
  const options = readOptions(["--port", "0", "--data", IN_MEMORY]);
  await using opened = new AsyncDisposableStack();
  const system = opened.use(await startLocalSystem(options, { bot: watchBot(bot, facts.emit), facts, clock }));
  const { url, host } = opened.use(await openPage(system, { ...options, pagePort: 0 }));
  const running = opened.move();
  return { url, host, platform: system.platform, facts, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

/** Starts the browser that the tests of a file share. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error("Cannot test the page: no Chromium was found");
  // As root, as in a container, it has no sandbox of its own.
  return chromium.launch({ executablePath, args: ["--no-sandbox"] });
}

/** Opens the page as a person does. Whatever goes wrong in it fails the test that looks at `mistakes`. */
export async function visit(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<{ readonly page: Page; readonly mistakes: readonly string[] }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const mistakes: string[] = [];
  page.on("pageerror", (error) => mistakes.push(error.message));
  page.on("console", (message) => message.type() === "error" && mistakes.push(message.text()));
  await page.goto(url);
  return { page, mistakes };
}
