import { type Agent, TRAFFIC_TYPES } from "../../shared/base/agent.ts";
import { HANDOFF_LIFE_MS } from "../../shared/base/budgets.ts";
import { PermanentError } from "../../shared/base/errors.ts";
import { type Address, agentId, type InboundId } from "../../shared/base/ids.ts";
import {
  boolean,
  checked,
  id,
  type Json,
  nonEmptyText,
  number,
  oneOf,
  optional,
  parseJson,
  refuse,
  shape,
  textUpTo,
  time,
  withPath,
} from "../../shared/base/json.ts";
import { isAbsent } from "../../shared/base/lenient.ts";
import { present } from "../../shared/base/present.ts";
import { replayMode } from "../../shared/base/replay.ts";
import type { OutboundCommand, OutboundRequest } from "../../shared/conversation/outbound-request.ts";
import { conversationId } from "../../shared/envelope/conversation.ts";
import type { QueueMessage } from "../../shared/envelope/push-request.ts";
import { checkPhone } from "../../shared/google/rcs/open-rcs.ts";
import type { Clock } from "../../shared/ports/clock.ts";
import { checkWords } from "../../shared/reply/checks.ts";
import { limit } from "../../shared/reply/limits.ts";
import { readReply, SPEAKER } from "../../shared/reply/read-reply.ts";
import { checkExpiry, expireAt, type Reply } from "../../shared/reply/reply.ts";
import { checkSpeaker, type Speaker } from "../../shared/reply/speaker.ts";
import type { AgentDirectory } from "../../shared/turn/agent-directory.ts";

/** Larger than any message: RCS takes 250,000 bytes. */
const MAX_BYTES = 256 * 1024;

/** How long a message may wait, in seconds, unless its sender says so. */
const DAY_SECONDS = 24 * 60 * 60;
const FALLBACK_SECONDS = 600;
const HANDOFF_SECONDS = HANDOFF_LIFE_MS / 1000;
const AUTHENTICATION_SECONDS = 300;
/** An indicator that comes later would say something that is not so any more. */
const TYPING_SECONDS = 20;

/** Only we confirm an opt-out: in other hands, ACKNOWLEDGEMENT would be a way around it. */
const ALLOWED_TRAFFIC_TYPES = TRAFFIC_TYPES.filter((type) => type !== "ACKNOWLEDGEMENT");

const readRequest = shape({
  id: id<InboundId>,
  agent: nonEmptyText,
  to: id<Address>,
  reply: (json) => json,
  handoff: optional(oneOf(["join", "leave", "typing"])),
  speaker: optional(checked(shape(SPEAKER), checkSpeaker)),
  ttl: optional(number),
  expireTime: optional(time),
  trafficType: optional(oneOf(ALLOWED_TRAFFIC_TYPES)),
  critical: optional(boolean),
  fallback: optional(checked(textUpTo(limit("text")), (words) => checkWords("fallback", words, limit("text")))),
});

type OutboundBody = ReturnType<typeof readRequest>;

/** The members of a message, which a request of a person who joins or leaves lacks. */
const MESSAGE_MEMBERS = ["trafficType", "critical", "fallback"] as const;

/**
 * Reads another system's request.
 * @throws PermanentError with reason `too-large`, `unreadable`, `bad-request`, `bad-reply`, `bad-address` or
 * `agent-not-configured`, which names the member to fix.
 */
export function readOutbound({ agents, conversationKey }: AgentDirectory, clock: Clock) {
  return ({ bytes, attributes }: QueueMessage, published = clock.now()): OutboundRequest => {
    const request = readRequest(parse(bytes));
    const configured = findAgent(request.agent, agents);
    const { channel, agent } = configured;
    const { id, to: address } = request;
    if (channel === "rcs") withPath({ value: address, path: "to" }, () => checkPhone(address));
    return {
      type: "outbound",
      id,
      channel,
      agent,
      address,
      conversation: conversationId(conversationKey, { channel, agent, address }),
      at: published,
      received: published,
      command: readCommand(request, configured, published),
      ...present({ replay: replayMode(attributes) }),
    };
  };
}

function parse(bytes: Buffer): Json {
  if (bytes.length > MAX_BYTES) {
    throw new PermanentError(
      "too-large",
      `Cannot read the body: expected at most ${MAX_BYTES} bytes, got ${bytes.length}`,
    );
  }
  const json = { value: parseJson(bytes.toString()), path: "" };
  return json.value === undefined ? refuse(json, "JSON", "another text") : json;
}

function findAgent(name: string, agents: readonly Agent[]): Agent {
  const known = agents.find(({ channel, agent }) => agent === agentId(channel, name));
  if (known !== undefined) return known;
  throw new PermanentError("agent-not-configured", "Cannot read agent: expected one of AGENTS, got another");
}

function readCommand(request: OutboundBody, agent: Agent, published: Date): OutboundCommand {
  const { handoff, reply } = request;
  const speaker = request.speaker && { type: "human" as const, ...request.speaker };
  if (handoff === undefined) return { type: "say", ...readMessage(request, speaker, { agent, published }) };
  const other =
    MESSAGE_MEMBERS.find((name) => request[name] !== undefined) ?? (isAbsent(reply.value) ? undefined : "reply");
  if (other !== undefined) return refuseMember(other, "none beside `handoff`");
  const defaultSeconds = handoff === "typing" ? TYPING_SECONDS : HANDOFF_SECONDS;
  const expiry = readExpiry(request, { defaultSeconds }, published);
  if (handoff === "leave") return { type: handoff, expiry, ...present({ speaker }) };
  return speaker === undefined
    ? refuseMember("speaker", "the person who joins or types")
    : { type: handoff, speaker, expiry };
}

type Message = Omit<Extract<OutboundCommand, { type: "say" }>, "type">;

function readMessage(
  request: OutboundBody,
  person: Speaker | undefined,
  { agent, published }: { readonly agent: Agent; readonly published: Date },
): Message {
  const { fallback, critical: isCritical = false } = request;
  if (fallback !== undefined && agent.channel !== "rcs")
    return refuseMember("fallback", "none: only RCS tells of expiry");
  if (isCritical && fallback === undefined) return refuseMember("critical", "a `fallback` beside it");
  const given = readReply(request.reply, present({ speaker: person, trafficType: request.trafficType }));
  // What a person says is what its moment makes of it: to a user who has unsubscribed, an answer or nothing.
  const isPerson = given.speaker?.type === "human";
  const reply = { ...(isPerson ? {} : present({ trafficType: agent.trafficType })), ...given };
  if (given.trafficType === "ACKNOWLEDGEMENT")
    return refuseMember("reply.trafficType", `one of ${ALLOWED_TRAFFIC_TYPES.join(", ")}`);
  return {
    reply: { ...reply, expiry: readExpiry(request, { reply, defaultSeconds: lifeOf(reply, fallback) }, published) },
    ...present({ speaker: reply.speaker, terms: fallback === undefined ? undefined : { isCritical, fallback } }),
  };
}

/** The time, counted from when the request was first published, is the same for all tries. */
function readExpiry(
  { ttl, expireTime }: OutboundBody,
  { reply = {}, defaultSeconds }: { readonly reply?: Pick<Reply, "expiry">; readonly defaultSeconds: number },
  published: Date,
): NonNullable<Reply["expiry"]> {
  if (ttl !== undefined && expireTime !== undefined) return refuseMember("ttl", "none beside `expireTime`");
  const { expiry } = reply;
  if (ttl === undefined && expireTime === undefined && expiry?.type === "at") {
    checkExpiry({ expiry }, published);
    return expiry;
  }
  const own = expiry?.type === "after" ? expiry.seconds : defaultSeconds;
  const at = expireTime ?? new Date(published.getTime() + (ttl ?? own) * 1000);
  return withPath({ value: at, path: expireTime === undefined ? "ttl" : "expireTime" }, () => {
    const given = expireAt(at);
    checkExpiry({ expiry: given }, published);
    return given;
  });
}

function lifeOf({ trafficType }: Reply, fallback: string | undefined): number {
  if (trafficType === "AUTHENTICATION") return AUTHENTICATION_SECONDS;
  return fallback === undefined ? DAY_SECONDS : FALLBACK_SECONDS;
}

function refuseMember(member: string, expected: string): never {
  throw new PermanentError("bad-request", `Cannot read ${member}: expected ${expected}`);
}
