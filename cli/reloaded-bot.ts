import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";
import type { Bot, OpenBot, ReadSetting } from "../shared/bot/bot.ts";
import type { BotFact, BotMistake } from "./bot-fact.ts";
import { explainError } from "./explain-error.ts";
import { fingerprintSources } from "./fingerprint-sources.ts";
import { mistakeOf, runBotCheck } from "./run-bot-check.ts";
import { watchBot } from "./watch-bot.ts";
import { watchFolders } from "./watch-folders.ts";

const BOT = new URL("../bot/bot.ts", import.meta.url);
/** What is read anew. All else is what the functions themselves run on. */
const FOLDERS = ["bot/", "examples/"].map((folder) => new URL(`../${folder}`, import.meta.url).href);
const PATHS = FOLDERS.map((folder) => fileURLToPath(folder));
const VERSION = /\?v=\d+$/;

/** A bot that is the newest good one at every call. */
export interface ReloadedBot extends AsyncDisposable {
  readonly bot: Bot;
  /** Reads the bot anew whenever its sources change, until it is disposed of. */
  watch(): void;
  /** Reads it anew now if its sources have changed. @returns What is wrong with them; `undefined` when this is what answers. */
  refresh(): Promise<BotMistake | undefined>;
}

interface ReloadOptions {
  readonly read: ReadSetting;
  readonly tell: (fact: BotFact) => void;
}

/**
 * Opens the bot of bot/bot.ts so that it can be opened again in this process. What is wrong with a changed one is told, and the last
 * good one goes on.
 * @throws whatever the bot throws when it is first opened.
 */
export async function openReloadedBot({ read, tell }: ReloadOptions): Promise<ReloadedBot> {
  let generation = 0;
  const load = async () => {
    generation += 1;
    const { openBot }: { readonly openBot: OpenBot } = await import(`${BOT.href}?v=${generation}`);
    return watchBot(openBot(read), tell);
  };
  const hooks = readAnew();
  let newest = await load();
  const stopped = new AbortController();
  let watching: Promise<void> | undefined;
  const loadNext = async () => {
    const mistake = await runBotCheck(stopped.signal);
    if (mistake === undefined && !stopped.signal.aborted) newest = await load();
    return mistake;
  };
  const refresh = openRefresh({ loadNext, tell, signal: stopped.signal });
  return {
    bot: delegateTo(() => newest),
    watch() {
      watching ??= reloadOnChange(refresh, stopped.signal);
    },
    refresh,
    async [Symbol.asyncDispose]() {
      stopped.abort();
      await Promise.all([watching, refresh()]);
      hooks.deregister();
    },
  };
}

interface RefreshOptions {
  /** @returns What is wrong with the sources. */
  readonly loadNext: () => Promise<BotMistake | undefined>;
  readonly tell: (fact: BotFact) => void;
  readonly signal: AbortSignal;
}

/** Loads once for each state of the sources: whoever asks meanwhile waits for it. */
function openRefresh({ loadNext, tell, signal }: RefreshOptions): ReloadedBot["refresh"] {
  let [seen, last] = [fingerprintSources(PATHS), Promise.resolve()];
  let mistake: BotMistake | undefined;
  const reload = async () => {
    const found = fingerprintSources(PATHS);
    if (signal.aborted || found === seen) return;
    seen = found;
    const begunMs = performance.now();
    tell({ type: "bot-loading" });
    mistake = await loadNext().catch((error: unknown) => mistakeOf(explainError(error)));
    if (signal.aborted) return;
    tell(
      mistake === undefined
        ? { type: "bot-loaded", ms: performance.now() - begunMs }
        : { type: "bot-broken", ...mistake },
    );
  };
  return async () => {
    last = last.then(reload);
    await last;
    return mistake;
  };
}

async function reloadOnChange(reload: () => Promise<unknown>, signal: AbortSignal): Promise<void> {
  using changes = watchFolders(PATHS);
  signal.addEventListener("abort", () => changes[Symbol.dispose]());
  // What was saved before anybody watched comes first.
  do await reload();
  while (await changes.next());
}

/** What a versioned file of the bot imports has its version too: so a new version of the bot shares no file with the one before. */
function readAnew() {
  return registerHooks({
    resolve(specifier, context, next) {
      const resolved = next(specifier, context);
      const [version] = VERSION.exec(context.parentURL ?? "") ?? [];
      if (version === undefined || !isOfTheBot(resolved.url)) return resolved;
      return { ...resolved, url: `${resolved.url}${version}` };
    },
  });
}

function isOfTheBot(url: string): boolean {
  return FOLDERS.some((folder) => url.startsWith(folder)) && !url.includes("/node_modules/") && !url.includes("?");
}

/** Looks up every member when it is asked for. The persona is copied when the functions start, so it is looked up one by one too. */
function delegateTo(newest: () => Bot): Bot {
  const persona = live(() => newest().persona);
  return live(() => ({ ...newest(), persona }));
}

function live<T extends object>(now: () => T): T {
  // The target is empty: what is frozen in it would have to stay as it is.
  return new Proxy<T>(Object.create(null), {
    get: (_target, name) => Reflect.get(now(), name),
    has: (_target, name) => Reflect.has(now(), name),
    ownKeys: () => Reflect.ownKeys(now()),
    getOwnPropertyDescriptor: (_target, name) => ({
      ...Reflect.getOwnPropertyDescriptor(now(), name),
      configurable: true,
    }),
  });
}
