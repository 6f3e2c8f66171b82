import { nonEmptyText, optional, shape, text } from "../../shared/base/json.ts";
import { isPhone } from "../../shared/base/phone.ts";
import type { Operation } from "../operation.ts";
import { openAgent } from "./open-agent.ts";

/** Which link is wanted. */
export interface AgentLinkRequest {
  readonly agent?: string;
  /** What stands in the user's line when the conversation opens; the user sends it, or changes it. */
  readonly text?: string;
  /** A phone number that is written to by SMS where RCS does not reach. */
  readonly phone?: string;
}

/** A link with which users begin a conversation, and for whom it works. */
export interface AgentLinkFact {
  readonly type: "link";
  readonly agent: string;
  readonly link: string;
  /** The carriers with which the agent is launched: everybody else sees an error, or writes to `phone`. */
  readonly launchedWith: readonly string[];
}

/** Makes the link with which users begin a conversation with an agent. Nothing is changed. */
export const agentLink: Operation<AgentLinkRequest, AgentLinkFact> = {
  name: "agent-link",
  read: shape({ agent: optional(text), text: optional(nonEmptyText), phone: optional(nonEmptyText) }),
  async *run({ agent: named, text: words, phone }, operator) {
    const { agent, account } = await openAgent(operator, named);
    const found = await account.registry.find(agent);
    const launched = (found?.launches ?? []).filter(({ state }) => state === "launched");
    const launchedWith = launched.map(({ carrier }) => carrier);
    yield { type: "link", agent, link: linkOf(agent, words, phone), launchedWith };
  },
};

/**
 * Both forms that Google has.
 * @see https://developers.google.com/business-communications/rcs-business-messaging/guides/build/deeplinks
 * @throws Error where the phone number is none
 */
function linkOf(agent: string, words: string | undefined, phone: string | undefined): string {
  const service = encodeURIComponent(`${agent.replace(/@rbm\.goog$/, "")}@rbm.goog`);
  const body = words === undefined ? "" : `body=${encodeURIComponent(words)}`;
  if (phone === undefined) return `sms:${service}${body && `?${body}`}`;
  if (!isPhone(phone)) throw new Error("Cannot make the link: expected --phone as a phone number with its plus");
  return `sms:${phone}?service_id=${service}${body && `&${body}`}`;
}
