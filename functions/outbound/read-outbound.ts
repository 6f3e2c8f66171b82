import type { Agent, TrafficType } from "../../shared/base/agent.ts";
import { PermanentError } from "../../shared/base/errors.ts";
import { type Address, agentId, type InboundId } from "../../shared/base/ids.ts";
import { present } from "../../shared/base/present.ts";
import * as read from "../../shared/base/read.ts";
import { type Json, member } from "../../shared/base/read.ts";
import { text } from "../../shared/bot/reply.ts";
import type { Speaker } from "../../shared/bot/speaker.ts";
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
  const handoff = member(json, "handoff");
  const speaker = member(json, "speaker");
  if (!read.isAbsent(handoff)) return { type: readHandoff(handoff), speaker: readPerson(speaker) };
  const reply = text(
    read.text(member(json, "reply")),
    present({ trafficType: readTraffic(member(json, "trafficType")) }),
  );
  return { type: "say", reply, ...(read.isAbsent(speaker) ? {} : { speaker: readPerson(speaker) }) };
}

function readHandoff(json: Json): "join" | "leave" {
  const word = read.text(json);
  return word === "join" || word === "leave" ? word : read.refuse(json, "join or leave");
}

function readPerson(json: Json): Speaker {
  return { type: "human", displayName: read.text(member(json, "displayName")) };
}

function readTraffic(json: Json): TrafficType | undefined {
  const type = read.word<TrafficType>(json, { AUTHENTICATION: "AUTHENTICATION", TRANSACTION: "TRANSACTION" });
  return type === "unknown" ? read.refuse(json, "a traffic type") : type;
}
