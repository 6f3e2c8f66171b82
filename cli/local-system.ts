import type { Operator } from "../operations/operator.ts";
import type { Bot } from "../shared/bot/bot.ts";
import { startPlatform } from "../simulator/platform.ts";
import { DEMO_PHONE, type Stage } from "./demo.ts";
import { DEMO_TOKEN } from "./demo-agents.ts";
import type { Facts } from "./facts.ts";
import type { MovableClock } from "./movable-clock.ts";
import { movableTimers } from "./movable-timers.ts";
import { openBackends } from "./open-backends.ts";
import { runningSetUp } from "./open-set-up.ts";
import type { Options } from "./options.ts";
import { type Mortals, openMortals } from "./page/mortal.ts";
import { demoCast, startFunctions } from "./start-functions.ts";
import { watchPlatform } from "./watch-platform.ts";
import { watchPublisher } from "./watch-ports.ts";

/** All of `npm start` that runs: the functions, what they run over, and the simulator as Google. All of it is told as facts. */
export interface LocalSystem extends Stage, AsyncDisposable {
  readonly facts: Facts;
  /** Operates on the embedded database; `undefined` over the emulators. */
  readonly operator: Operator | undefined;
  /** Kills functions. */
  readonly mortals: Mortals;
  readonly clock: MovableClock;
  /** What it runs over, for people. */
  readonly description: string;
}

interface LocalSystemOptions {
  readonly bot: Bot;
  readonly facts: Facts;
  readonly clock: MovableClock;
}

/** Starts everything, and connects Google with ingress. A failure leaves nothing open. */
export async function startLocalSystem(
  options: Options,
  { bot, facts, clock }: LocalSystemOptions,
): Promise<LocalSystem> {
  await using opened = new AsyncDisposableStack();
  const backends = await openBackends(options, { clock, log: facts.log });
  opened.defer(() => backends.close());
  const platform = opened.use(await startPlatform({ clock, timers: movableTimers(clock), profile: DEMO_PHONE }));
  watchPlatform(platform, facts);
  const mortals = openMortals();
  const stack = await startFunctions(backends, options, { bot, facts, cast: demoCast(platform.url), clock, mortals });
  opened.defer(() => stack.close());
  platform.connect({ url: stack.url, token: DEMO_TOKEN });
  const publisher = watchPublisher(backends.publisher, facts);
  const running = opened.move();
  return {
    url: stack.url,
    platform,
    history: backends.history,
    publisher,
    facts,
    clock,
    mortals,
    operator: backends.operator && {
      ...backends.operator,
      publisher,
      setUp: runningSetUp(backends.operator.setUp, { access: { base: platform.url }, ingress: stack.url }),
    },
    description: backends.description,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
