import { randomUUID } from "node:crypto";
import type { CallScope } from "../../shared/base/call-scope.ts";
import { type Address, agentId, type ConversationId, type MessageId, type OutgoingId } from "../../shared/base/ids.ts";
import type { ConversationAddress } from "../../shared/conversation/address.ts";
import type { Messenger } from "../../shared/ports/messenger.ts";
import { text } from "../../shared/reply/reply.ts";
import { listen } from "./listen.ts";

/** A user of an RCS agent. */
export function toPhone(address: string, agent = "bank"): ConversationAddress {
  return {
    channel: "rcs",
    agent: agentId("rcs", agent),
    address: address as Address,
    conversation: "hash" as ConversationId,
  };
}

/** A user of a Business Messages agent. */
export function toConversation(address: string, agent = "brands/b/agents/a"): ConversationAddress {
  return {
    channel: "business-messages",
    agent: agentId("business-messages", agent),
    address: address as Address,
    conversation: "hash" as ConversationId,
  };
}

export function anyId(): OutgoingId {
  return randomUUID() as OutgoingId;
}

/** The user's message that is marked read. */
export const THEIRS = "Mx/I g" as MessageId;

/** Every call that a messenger makes for its channel, by name. */
export const CALLS: Readonly<
  Record<string, (messenger: Messenger, to: ConversationAddress, scope?: CallScope) => Promise<unknown>>
> = {
  send: (messenger, to, scope) => messenger.send(to, { id: anyId(), reply: text("Yes.") }, scope),
  markRead: (messenger, to, scope) => messenger.markRead(to, { id: anyId(), message: THEIRS }, scope),
  showTyping: (messenger, to, scope) => messenger.showTyping(to, anyId(), scope),
};

/** What a call throws when the API at its base refuses it, and when the API breaks every connection. */
export async function failuresOf(make: (base: string) => Promise<unknown>): Promise<readonly string[]> {
  const [refusing, breaking] = [await listen(() => 400), await listen(() => "reset")];
  return Promise.all([refusing, breaking].map(({ url }) => make(url).then(String, String)));
}

/** What it should throw, to name the method and neither the URL nor a phone. */
export function failuresNaming(method: string, broken = "the connection failed"): readonly string[] {
  return [
    `UnsupportedError: Cannot call ${method}: Google answered 400 INVALID_ARGUMENT; the same call would be refused again`,
    `TransientError: Cannot call ${method}: ${broken}, unknown whether the call was taken`,
  ];
}
