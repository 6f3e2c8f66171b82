import type { Operator } from "../../operations/operator.ts";
import { agentSetup } from "../../operations/setup/agent-setup.ts";
import { pointWebhook } from "../../operations/setup/point-webhook.ts";
import { messageOf } from "../../shared/base/message-of.ts";
import { nameOf } from "../commands/setup-webhook.ts";
import { DEFAULT_KEPT_WEBHOOKS, keptWebhook } from "../kept-webhooks.ts";
import type { OwnAgent } from "./own-agent.ts";

interface LeaveTools {
  readonly operator: Operator;
  readonly print: (text: string) => void;
}

/**
 * Leaves no webhook behind that leads to a machine where nobody answers: it is taken away where there was none before. Of another one
 * only its owner knows the token, so what to do is said.
 */
export async function takeLeave(own: OwnAgent, tools: LeaveTools): Promise<void> {
  const { agent } = own.agent;
  try {
    await takeAway(own, tools);
  } catch (error) {
    const why = messageOf(error);
    tools.print(`${agent} may still have the webhook of this machine: ${why}\n`);
  }
}

async function takeAway({ agent: { agent }, url }: OwnAgent, { operator, print }: LeaveTools): Promise<void> {
  const { signal } = new AbortController();
  const kept = keptWebhook(DEFAULT_KEPT_WEBHOOKS, agent);
  for await (const { webhook } of agentSetup.run({ agent }, operator, signal)) {
    if (webhook !== `${url}/rcs` || kept === undefined) return;
    if (kept.was !== undefined) return print(`${agent} still has the webhook of this machine. ${before(kept.was)}`);
  }
  for await (const _ of pointWebhook.run({ agent, isRemoved: true }, operator, signal))
    print(`${agent} has no webhook of its own any more, as before.\n`);
}

function before(was: string): string {
  return `Before, it had ${nameOf(was)}: set it again in Google's console, or while npm start runs by npx heliograph setup webhook --undo.\n`;
}
