import type { Command } from "commander";
import { type AgentSetupFact, agentSetup } from "../../operations/setup/agent-setup.ts";
import { type PointWebhookRequest, pointWebhook, type WebhookFact } from "../../operations/setup/point-webhook.ts";
import { present } from "../../shared/base/present.ts";
import type { Console } from "../console.ts";
import { DEFAULT_KEPT_WEBHOOKS, type KeptWebhook, keptWebhook, replaceWebhook } from "../kept-webhooks.ts";
import { runOperation } from "../run-operation.ts";
import { chooseTarget } from "../target.ts";
import { sameDeployment, showOperation } from "./command.ts";
import { type SetupOptions, setupCommand } from "./setup-command.ts";

const EXAMPLES = `
The URL is that of our own ingress, and the token the newest of the agent in CLIENT_TOKENS, unless a URL and WEBHOOK_TOKEN name others.
Google asks the webhook for the handshake before it takes it. It is asked about before the webhook of a launched agent is changed.
What was there before is kept in ${DEFAULT_KEPT_WEBHOOKS}, and --undo puts it back. Google tells nobody the token of a webhook: to
put back one that is not ours, set WEBHOOK_TOKEN to its token.

Examples:
  npx heliograph setup webhook --project "$PROJECT" --region "$REGION"
  npx heliograph setup webhook https://bot.example.com/rcs --agent my_agent --project "$PROJECT"
  npx heliograph setup webhook --undo --project "$PROJECT"
`;

type WebhookOptions = SetupOptions & { readonly undo: boolean; readonly kept: string; readonly yes: boolean };

/** `heliograph setup webhook` */
export function addSetupWebhook(group: Command, console: Console): void {
  setupCommand(group, "webhook", "Sets an agent's webhook and its token, or puts the old one back.")
    .argument("[url]", "where the webhooks of the agent go (default: our own ingress)")
    .option("--undo", "put back what was there before", false)
    .option("--kept <file>", "where that is kept", DEFAULT_KEPT_WEBHOOKS)
    .option("--yes", "do not ask before the webhook of a launched agent is changed", false)
    .addHelpText("after", EXAMPLES)
    .action((url: string | undefined, options: WebhookOptions) => run(url, options, console));
}

async function run(url: string | undefined, options: WebhookOptions, console: Console): Promise<void> {
  const now = await askNow(options, console);
  const old = options.undo ? findOld(options.kept, now.agent) : undefined;
  const token = process.env.WEBHOOK_TOKEN;
  const request: PointWebhookRequest =
    old === undefined || old.was !== undefined
      ? { agent: now.agent, ...present({ url: old?.was ?? url, token }) }
      : { agent: now.agent, isRemoved: true };
  if (!options.json) console.print(`${now.agent} has ${nameOf(now.webhook)}`);
  await confirm(now, { request, isSure: options.yes }, console);
  const show = (told: WebhookFact) => showWebhook(told, undoOf(options, now.agent));
  await replaceWebhook(options.kept, {
    ...now,
    webhook: now.webhook,
    askAgain: () => askNow(options, console),
    async replace() {
      const facts: WebhookFact[] = [];
      const note = (fact: WebhookFact) => void facts.push(fact);
      await showOperation({ operation: pointWebhook, request, options, note }, show, console);
      return facts[0];
    },
  });
}

/** The command that puts back what was there. */
function undoOf(options: WebhookOptions, agent: string): string {
  const kept = options.kept === DEFAULT_KEPT_WEBHOOKS ? "" : ` --kept ${options.kept}`;
  return `npx heliograph setup webhook --undo --agent ${agent}${kept}${sameDeployment(options)}`;
}

async function askNow(options: WebhookOptions, console: Console): Promise<AgentSetupFact> {
  const target = chooseTarget(options, process.env);
  const request = present({ agent: options.agent });
  for await (const fact of runOperation(agentSetup, request, { target, signal: console.signal })) return fact;
  throw new Error("Stopped");
}

function findOld(file: string, agent: string): KeptWebhook {
  const kept = keptWebhook(file, agent);
  if (kept !== undefined) return kept;
  throw new Error(`Cannot put back a webhook of ${agent}: ${file} keeps none; name the file with --kept, or the URL`);
}

/** A live agent's users would write to somebody else from then on. */
async function confirm(
  { agent, webhook, launchedWith }: AgentSetupFact,
  { request, isSure }: { readonly request: PointWebhookRequest; readonly isSure: boolean },
  console: Console,
): Promise<void> {
  if (isSure || launchedWith.length === 0 || (request.url !== undefined && request.url === webhook)) return;
  const to = request.isRemoved ? "the webhook of the partner" : (request.url ?? "our ingress");
  const question = `${agent} is launched with ${launchedWith.join(", ")}. Send its webhooks to ${to} from now on?`;
  if (await console.confirm(question)) return;
  throw new Error("Nothing was changed");
}

function showWebhook({ agent, was, is }: WebhookFact, undo: string): string {
  return `${agent} has ${nameOf(is)} now; before, it had ${nameOf(was)}. ${undo} puts that back.`;
}

/** Without the query, which may hold a secret. */
export function nameOf(webhook: string | undefined): string {
  return webhook === undefined
    ? "no webhook of its own (where one is set at the partner, only Google's console shows it)"
    : `the webhook ${webhook.replace(/\?.*/, "")}`;
}
