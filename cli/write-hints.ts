import { rcsUser } from "../simulator/phones/user.ts";
import type { WebhookRequest } from "../simulator/webhooks/webhook.ts";
import { type Actor, outboundRequest, pack } from "./demo.ts";
import { RCS_AGENT } from "./demo-agents.ts";
import type { LocalSystem } from "./local-system.ts";
import { IN_MEMORY, type Options } from "./options.ts";
import { DEFAULT_DATA } from "./target.ts";

/** What can be done while `npm start` runs. With `--verbose`, also what other systems would send, ready to paste. */
export function writeHints(actor: Actor, system: LocalSystem, options: Options): string {
  const { url, platform } = system;
  return `
You are ${actor.address}: type a message, or /help. An edited bot answers the next one. Ctrl-C ends it.
${writeTimeline(actor, options)}  ingress ${url}/rcs and ${url}/business-messages, Google's APIs ${platform.url}
${options.isVerbose ? writeCommands(actor, system, options) : ""}`;
}

/** No other process reaches what is kept in memory. */
function writeTimeline({ address }: Actor, options: Options): string {
  return options.data === IN_MEMORY ? "" : `  What happened: npx heliograph timeline ${address}${over(options)}\n`;
}

function writeCommands(actor: Actor, system: LocalSystem, options: Options): string {
  const user = rcsUser({ phone: actor.address, agent: RCS_AGENT.agent, clock: system.clock });
  const request = JSON.stringify(outboundRequest(actor.address, "Your order is ready."));
  return `
A signed webhook, as Google sends it. A second time it is known, and answered no more:

${curl(pack(actor, user.text("Hello from curl"), system), system.url)}

What another system publishes on the topic heliograph-outbound to write to the user:

${request}
${options.data === IN_MEMORY ? "" : `\nThe command that does it here:\n\nnpx heliograph send${over(options)} '${request}'\n`}`;
}

/** What a command needs to find a database that is not where it looks by itself. */
function over({ data }: Options): string {
  return data === DEFAULT_DATA ? "" : ` --data ${data}`;
}

function curl({ path, headers, body }: WebhookRequest, url: string): string {
  const flags = Object.entries(headers).map(([name, value]) => `-H '${name}: ${value}'`);
  return `curl ${url}${path} ${flags.join(" ")} --data-binary '${body.toString()}'`;
}
