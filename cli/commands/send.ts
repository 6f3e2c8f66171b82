import { randomUUID } from "node:crypto";
import type { Command } from "commander";
import { send } from "../../operations/send.ts";
import { parseJson } from "../../shared/base/json.ts";
import { addressIn } from "../../shared/base/phone.ts";
import type { Console } from "../console.ts";
import { addCommand, type CommonOptions, confirmChange, showOperation } from "./command.ts";

const EXAMPLES = `
The request is what another system publishes on the topic outbound: docs/outbound.md has its members. What the function would refuse is
refused here, and nothing is published. The same id is done once in a conversation, however often it comes. With --to, --agent and
--text in place of a request, it is a plain text with an id of its own.

Examples:
  npx heliograph send --agent demo_agent --to +447700900123 --text 'Your order is ready.'
  npx heliograph send '{"id": "order-17", "agent": "demo_agent", "to": "+447700900123", "reply": "Your order is ready."}'
`;

interface SendOptions extends CommonOptions {
  readonly to?: string;
  readonly agent?: string;
  readonly text?: string;
  readonly yes: boolean;
}

/** `heliograph send` */
export function addSend(program: Command, console: Console): void {
  addCommand(program, "send", "Has an agent write to one user, as another system does.")
    .argument("[request]", "the request in JSON")
    .option("--to <address>", "whom: a phone number, or a conversation of Business Messages")
    .option("--agent <id>", "from whom, as AGENTS names it")
    .option("--text <text>", "what")
    .option("--yes", "do not ask before a project on Google Cloud is changed", false)
    .addHelpText("after", EXAMPLES)
    .action(async (json: string | undefined, options: SendOptions) => {
      const request = readRequest(json, options);
      await confirmChange("Send this to a user", { options, isSure: options.yes }, console);
      await showOperation(
        { operation: send, request: { request }, options },
        ({ id, conversation }) => `published: ${id}, in conversation ${conversation}`,
        console,
      );
    });
}

function readRequest(json: string | undefined, { to, agent, text }: SendOptions): unknown {
  const isPlain = to !== undefined || agent !== undefined || text !== undefined;
  if (isPlain && json !== undefined)
    throw new Error("Cannot choose what to send: expected a request, or --to, --agent and --text, got both");
  if (isPlain) return plainRequest({ to, agent, text });
  const request = json === undefined ? undefined : parseJson(json);
  if (request !== undefined) return request;
  throw new Error("Cannot read the request: expected JSON, such as heliograph help send shows");
}

function plainRequest(members: Readonly<Record<"to" | "agent" | "text", string | undefined>>): object {
  const missing = Object.entries(members).find(([, value]) => value === undefined);
  if (missing !== undefined) throw new Error(`Cannot send a text without --${missing[0]}: add it`);
  const { to, agent, text } = members;
  return { id: randomUUID(), agent, to: addressIn(to ?? ""), reply: text };
}
