import { once } from "node:events";
import type { Operator } from "../../operations/operator.ts";
import type { Bot } from "../../shared/bot/bot.ts";
import type { SleepClock } from "../../shared/ports/clock.ts";
import { DEMO_KEY } from "../demo-agents.ts";
import type { Facts } from "../facts.ts";
import { openBackends } from "../open-backends.ts";
import { runningSetUp } from "../open-set-up.ts";
import { serveOperations } from "../operations-server.ts";
import { IN_MEMORY, type Options } from "../options.ts";
import { startFunctions } from "../start-functions.ts";
import { watchPublisher } from "../watch-ports.ts";
import { takeFirstSteps } from "./first-steps.ts";
import type { OwnAgent } from "./own-agent.ts";
import { takeLeave } from "./take-leave.ts";

interface OwnAgentOptions {
  readonly bot: Bot;
  readonly facts: Facts;
  readonly clock: SleepClock;
  readonly print: (text: string) => void;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/** Runs the bot on this machine as an agent of one's own, with Google itself, and takes the first steps with it. */
export async function serveOwnAgent(
  own: OwnAgent,
  options: Options,
  { bot, facts, clock, print, signal }: OwnAgentOptions,
): Promise<void> {
  await using opened = new AsyncDisposableStack();
  const backends = opened.adopt(await openBackends(options, { clock, log: facts.log }), (open) => open.close());
  if (backends.operator === undefined)
    throw new Error("Cannot use --agent over emulators: unset PUBSUB_EMULATOR_HOST and FIRESTORE_EMULATOR_HOST");
  const { agent, access, tokens, url } = own;
  const apis = { rcs: access.base, ...(access.credentials && { credentials: access.credentials }) };
  const cast = { agents: [agent], tokens, apis, publicHost: new URL(url).host };
  const stack = opened.adopt(await startFunctions(backends, options, { bot, facts, cast, clock }), (open) =>
    open.close(),
  );
  const operator = ownOperator(own, { ...backends.operator, publisher: watchPublisher(backends.publisher, facts) });
  if (options.data !== IN_MEMORY) opened.use(await serveOperations(operator, options.data));
  const google = access.base ?? "Google";
  print(`Heliograph runs over ${backends.description}, as ${agent.agent} at ${google}.\n`);
  print(`Ingress is at ${stack.url}: what comes to ${url} must lead there.\n\n`);
  await takeFirstSteps(own, { operator, print, signal });
  print("\nAn edited bot answers the next message. Ctrl-C ends it.\n");
  if (!signal.aborted) await once(signal, "abort");
  await takeLeave(own, { operator, print });
}

function ownOperator({ agent, access, tokens, url }: OwnAgent, operator: Operator): Operator {
  const agents = [agent];
  const setUp = { ...operator.setUp, agents: async () => agents, clientTokens: async () => tokens };
  return {
    ...operator,
    directory: async () => ({ agents, conversationKey: DEMO_KEY }),
    setUp: runningSetUp(setUp, { access, ingress: url }),
  };
}
