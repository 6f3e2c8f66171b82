import { PermanentError } from "../base/errors.ts";
import {
  type Address,
  type AgentId,
  type ConversationId,
  type InboundId,
  isAgentName,
  isConversationId,
  type OutgoingId,
} from "../base/ids.ts";
import { flag, id, type Json, member, oneOf, parseJson, refuse, text, time } from "../base/json.ts";
import { lenient } from "../base/lenient.ts";
import { present } from "../base/present.ts";
import { replayMode } from "../base/replay.ts";
import type { Act, HandoffNews } from "../conversation/act.ts";
import type { SoFar } from "../conversation/so-far.ts";
import type { Timer, TimerPurpose } from "../conversation/timer.ts";
import { turnId } from "../conversation/turn-id.ts";
import type { QueueMessage } from "../envelope/push-request.ts";
import type { TimerMessage } from "../ports/timers.ts";
import type { ActContext } from "./perform-acts.ts";

/** The shape of what we publish; raised when a subscriber of an older release could misread it. */
const VERSION = "1";

/**
 * News for the contact centre: `{id, channel, agent, to, conversation, at, locale?, news, soFar?}`. `to` and what was said are
 * personal.
 */
export function newsMessage(
  news: HandoffNews,
  { id: act, fact, state, traceparent }: ActContext,
  soFar?: SoFar,
): QueueMessage {
  const { channel, agent, address, conversation } = fact;
  // People get a user's words once, even if two acts tell them: both use the turn's id.
  const id = news.type === "said" ? turnId(fact) : act;
  const body = {
    id,
    channel,
    agent,
    to: address,
    conversation,
    at: fact.received.toISOString(),
    locale: state.locale,
    news: withoutCode(news),
    soFar,
  };
  return message(body, {
    channel,
    agent,
    conversation,
    kind: "handoff",
    id,
    news: news.type,
    ...present({ traceparent }),
  });
}

/** People hear that the user has signed in, and not the code, with which whoever has it can sign in as the user. */
function withoutCode(news: HandoffNews): object {
  const isSignIn = news.type === "said" && news.content.type === "authentication";
  return isSignIn ? { ...news, content: { type: "authentication" } } : news;
}

/** A timer, as it comes back when it is due. */
export function timerMessage(
  { at, purpose }: Extract<Act, { do: "setTimer" }>,
  { id, fact, traceparent }: Pick<ActContext, "id" | "fact" | "traceparent">,
): TimerMessage {
  const { channel, agent, address, conversation } = fact;
  const attributes = { channel, agent, conversation, kind: "deadline", id, due: at, ...present({ traceparent }) };
  return message({ to: address, set: fact.received.toISOString(), purpose }, attributes);
}

/** Reads what `timerMessage` wrote. @throws PermanentError with reason `unreadable` for anything else. */
export function readTimer({ bytes, attributes }: QueueMessage): Timer {
  const json = { value: parseJson(bytes.toString()), path: "" };
  const known = { value: attributes, path: "attributes" };
  const at = lenient(known, "due", time);
  if (at === undefined)
    throw new PermanentError("unreadable", "Cannot read a timer: expected an attribute `due` in RFC 3339");
  return {
    type: "timer",
    id: id<InboundId>(member(known, "id")),
    at,
    received: lenient(json, "set", time) ?? at,
    channel: oneOf(["rcs", "business-messages"])(member(known, "channel")),
    agent: agentOf(member(known, "agent")),
    conversation: conversationOf(member(known, "conversation")),
    address: id<Address>(member(json, "to")),
    purpose: readPurpose(member(json, "purpose")),
    ...present({ replay: replayMode(attributes) }),
  };
}

/** Both are logged, and whoever may publish can write anything there. */
function agentOf(json: Json): AgentId {
  const name = id<AgentId>(json);
  return isAgentName(name) ? name : refuse(json, "an agent", "another text");
}

function conversationOf(json: Json): ConversationId {
  return isConversationId(json.value) ? json.value : refuse(json, "a keyed hash", "another text");
}

function readPurpose(json: Json): TimerPurpose {
  const type = text(member(json, "type"));
  if (type === "delivery") {
    const isLast = flag(member(json, "isLast"));
    return { type, message: id<OutgoingId>(member(json, "message")), ...present({ isLast }) };
  }
  return type === "mode" ? { type } : refuse(json, "a timer's purpose");
}

function message<T extends QueueMessage["attributes"]>(body: object, attributes: T) {
  return { bytes: Buffer.from(JSON.stringify(body)), attributes: { ...attributes, version: VERSION } };
}
