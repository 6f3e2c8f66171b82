import { randomUUID } from "node:crypto";
import { send } from "../../operations/send.ts";
import { DEFAULT_AGENTS, type PhoneUser } from "../../simulator/acts/phone-user.ts";
import { writeScreen } from "../../simulator/terminal/write-screen.ts";
import { untilHandled } from "../page/until-handled.ts";
import { mistakeLines, type Tried } from "./tried.ts";

interface Sent {
  readonly user: PhoneUser;
  /** What it does not name is filled in: whose it is, and a new id. */
  readonly request: Readonly<Record<string, unknown>>;
  readonly signal: AbortSignal;
}

/**
 * Publishes on `outbound` what another system or a person sends, and waits until it was handled.
 * @returns What the phone shows.
 * @throws PermanentError that names what is wrong with the request. @throws Error when it is to somebody else.
 */
export async function sendAndWait(tried: Tried, { user, request, signal }: Sent): Promise<string> {
  const { system, operator, host } = tried;
  if ("to" in request && request.to !== user.address)
    throw new Error(
      "Cannot send to anybody else than `user`: leave `to` out of the request, and name the address in `user`",
    );
  const lines = [...(await mistakeLines(tried))];
  const whole = { id: randomUUID(), agent: DEFAULT_AGENTS[user.channel], to: user.address, ...request };
  const after = host.facts().at(-1)?.seq ?? 0;
  for await (const { id } of send.run({ request: whole }, operator, signal)) {
    lines.push(`Sent as ${id}: \`way\` tells what became of it.`);
    if (!(await untilHandled(host.facts, ({ way, seq }) => way === id && seq > after)))
      lines.push("It was not handled within a minute.");
  }
  return [...lines, writeScreen(system.platform.screen(user))].join("\n");
}
