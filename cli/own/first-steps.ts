import { randomUUID } from "node:crypto";
import { findPerson } from "../../operations/find-person.ts";
import type { Operator } from "../../operations/operator.ts";
import { send } from "../../operations/send.ts";
import { isAbsent } from "../../operations/set-up.ts";
import { agentLink } from "../../operations/setup/agent-link.ts";
import { type AgentSetupFact, agentSetup } from "../../operations/setup/agent-setup.ts";
import { pointWebhook } from "../../operations/setup/point-webhook.ts";
import { testers } from "../../operations/setup/testers.ts";
import { isUnknownCaller } from "../../shared/base/errors.ts";
import type { Address, AgentId } from "../../shared/base/ids.ts";
import { messageOf } from "../../shared/base/message-of.ts";
import { systemClock } from "../../shared/google/clock.ts";
import { showLink } from "../commands/setup-link.ts";
import { DEFAULT_KEPT_WEBHOOKS, replaceWebhook } from "../kept-webhooks.ts";
import { hasHeard } from "./has-heard.ts";
import type { OwnAgent } from "./own-agent.ts";

interface StepTools {
  readonly operator: Operator;
  readonly print: (text: string) => void;
  readonly signal: AbortSignal;
}

const GREETING = "Hello! This is the bot that runs on your machine. Write something.";
const ASK_EVERY_MS = 3000;

/**
 * Points the agent's webhook here unless others have the agent already, invites the phone, and writes to it first: in RCS, a user
 * cannot write first to an agent that is not launched. What cannot be done is said, with what to do instead; the bot runs on.
 */
export async function takeFirstSteps(own: OwnAgent, tools: StepTools): Promise<void> {
  const { print } = tools;
  const found = await arrange(own, tools);
  if (found === undefined) return;
  const isLaunched = found.launchedWith.length > 0;
  try {
    if (isLaunched) await tellLink(own, tools);
    if (own.phone === undefined) print("With --phone it invites your phone as a tester, and writes to it first.\n");
    else if (isLaunched || (await invite(own.phone, own, tools))) await greet(own.phone, own, tools);
  } catch (error) {
    print(`${wordsOf(error)}\n`);
  }
}

/** @returns How the agent is set up; `undefined` where that must be seen to in Google's console. */
async function arrange(own: OwnAgent, tools: StepTools): Promise<AgentSetupFact | undefined> {
  try {
    const found = await find(own, tools);
    await point(own, found, tools);
    return found;
  } catch (error) {
    tools.print(
      `${wordsOf(error)}\nIn Google's console, the agent's webhook must be ${own.url}/rcs, with the client token of this agent in ${own.tokensIn}.\n`,
    );
    return undefined;
  }
}

/** Without a token, the error names settings of functions. */
function wordsOf(error: unknown): string {
  if (isUnknownCaller(error))
    return "Google does not know who asks: check --key; without one, run gcloud auth application-default login";
  return messageOf(error);
}

async function find({ agent }: OwnAgent, { operator, signal }: StepTools): Promise<AgentSetupFact> {
  for await (const fact of agentSetup.run({ agent: agent.agent }, operator, signal)) return fact;
  throw new Error("Stopped");
}

/** Users of a launched agent would write to this machine from then on: that is asked about, by a command of its own. */
async function point(own: OwnAgent, found: AgentSetupFact, tools: StepTools): Promise<void> {
  const { agent, url } = own;
  const { operator, print, signal } = tools;
  if (found.launchedWith.length > 0) {
    print(
      `${agent.agent} is launched with ${found.launchedWith.join(", ")}, so its webhook stays as it is. To have its users here:\n`,
    );
    return print(`  npx heliograph setup webhook${own.options}\n`);
  }
  const { webhook } = found;
  await replaceWebhook(DEFAULT_KEPT_WEBHOOKS, {
    agent: agent.agent,
    webhook,
    temporary: `${url}/rcs`,
    askAgain: () => find(own, tools),
    async replace() {
      for await (const told of pointWebhook.run({ agent: agent.agent }, operator, signal)) return told;
      return undefined;
    },
  });
  print(
    `Its webhook goes to ${url}/rcs now. To put the old one back: npx heliograph setup webhook --undo${own.options}\n`,
  );
}

/** Users of a launched agent may write first. */
async function tellLink({ agent }: OwnAgent, { operator, print, signal }: StepTools): Promise<void> {
  for await (const fact of agentLink.run({ agent: agent.agent }, operator, signal))
    print(`${showLink(fact, undefined)}\n`);
}

/** @returns True when the phone's user has accepted. */
async function invite(phone: Address, { agent }: OwnAgent, tools: StepTools): Promise<boolean> {
  const { operator, print, signal } = tools;
  for await (const fact of testers.run({ agent: agent.agent, phones: [phone] }, operator, signal)) {
    if (fact.type === "refused") throw new Error(`Google does not invite the phone: ${fact.why}`);
    if (fact.is === "accepted") return true;
  }
  print("Google has invited your phone: accept it there. Waiting for that.\n");
  return waitUntilAccepted(phone, agent.agent, tools);
}

async function waitUntilAccepted(phone: Address, agent: AgentId, { operator, signal }: StepTools): Promise<boolean> {
  const account = await operator.setUp.account();
  while (!isAbsent(account) && !signal.aborted) {
    const tester = await account.testers.find(agent, phone);
    if (tester?.answer === "accepted") return true;
    if (tester?.answer === "declined")
      throw new Error("The phone has declined: npx heliograph setup testers --remove, then begin again");
    await systemClock.sleep(ASK_EVERY_MS, signal);
  }
  return false;
}

/** Once: who has heard from the agent before may write first whenever it runs again. */
async function greet(phone: Address, { agent }: OwnAgent, { operator, print, signal }: StepTools): Promise<void> {
  const known = (await findPerson(phone, operator)).find((one) => one.agent === agent.agent);
  if (known !== undefined && (await hasHeard(known.conversation, operator.history)))
    return print("Your phone has heard from this agent before: write to it.\n");
  const request = { id: randomUUID(), agent: agent.agent, to: phone, reply: GREETING };
  for await (const _ of send.run({ request }, operator, signal))
    print("The first message is on its way to your phone.\n");
}
