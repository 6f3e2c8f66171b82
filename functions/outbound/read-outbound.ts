import type { Agent } from "../../shared/base/agent.ts";
import { PermanentError } from "../../shared/base/errors.ts";
import { type Address, agentId, type InboundId } from "../../shared/base/ids.ts";
import * as read from "../../shared/base/read.ts";
import { type Json, member } from "../../shared/base/read.ts";
import { text } from "../../shared/bot/reply.ts";
import type { OutboundRequest, OutboundWish } from "../../shared/effect/outbound.ts";
import type { Clock } from "../../shared/effect/ports.ts";
import { conversationId } from "../../shared/envelope/conversation.ts";
import type { QueueMessage } from "../../shared/envelope/delivery.ts";

/** Whose messages are sent, and how their conversations are named. */
export interface OutboundAgents {
  readonly agents: readonly Agent[];
  readonly conversationKey: string;
}

/** Reads another system's request. @throws PermanentError naming the member to mend. */
export function readOutbound({ agents, conversationKey }: OutboundAgents, clock: Clock) {
  return ({ bytes }: QueueMessage): OutboundRequest => {
    const json = { value: read.parseJson(bytes.toString()), path: "" };
    const name = read.text(member(json, "agent"));
    const known = agents.find(({ channel, agent }) => agent === agentId(channel, name));
    if (known === undefined) throw new PermanentError("agent-not-configured", "Cannot send: AGENTS lacks the agent");
    const { channel, agent } = known;
    const address = read.id<Address>(member(json, "to"));
    const now = clock.now();
    return {
      type: "outbound",
      id: read.id<InboundId>(member(json, "id")),
      channel,
      agent,
      address,
      conversation: conversationId(conversationKey, { channel, agent, address }),
      at: now,
      received: now,
      wish: readWish(json),
    };
  };
}

function readWish(json: Json): OutboundWish {
  return { type: "say", reply: text(read.text(member(json, "reply"))) };
}
