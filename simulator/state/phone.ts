import type { Channel } from "../../shared/base/ids.ts";
import type { ApiCall, CallAct, MessageAct } from "../api/call.ts";
import type { CallFact } from "./platform-fact.ts";

/** Everything that a user's phone shows, and the calls that were made about it. */
export interface PhoneView {
  /** In the order shown. */
  readonly messages: readonly ShownMessage[];
  /** The ids of the user's messages that the agent has marked read, in that order. */
  readonly read: readonly string[];
  /** Whether the typing indicator is on. */
  readonly isTyping: boolean;
  /** How often the typing indicator was switched on or prolonged. */
  readonly typingStarts: number;
  /** Whether a representative has joined and not left. */
  readonly hasRepresentative: boolean;
  /** How many surveys were sent to the user. */
  readonly surveys?: number;
  /** Everything that the phone showed, in order. */
  readonly timeline: readonly TimelineEntry[];
  /** All calls about the phone in the order they came, also repeated and failed ones. */
  readonly calls: readonly PhoneCall[];
}

/** A message of the agent, as the user sees it. */
export interface ShownMessage extends Omit<MessageAct, "type" | "fallback"> {
  readonly id: string;
}

/** Something that the phone showed: a message, a read mark, typing, a representative who joined or left, or a survey. */
export interface TimelineEntry {
  readonly at: Date;
  /** The id of the call that caused it. */
  readonly id: string;
  readonly act: CallAct;
}

/** A call to the API, and its response so far. */
interface PhoneCall extends Pick<ApiCall, "method" | "path" | "id"> {
  readonly kind: CallAct["type"];
  readonly status: CallStatus;
}

type CallStatus = number | "reset" | "pending";

/** A phone as the platform keeps it. `viewPhone` derives the rest. */
export interface Phone extends Pick<PhoneView, "timeline"> {
  readonly calls: readonly { readonly call: ApiCall; readonly status: CallStatus }[];
}

/** A phone about which no call was made. */
export const NEW_PHONE: Phone = { timeline: [], calls: [] };

/**
 * RCS has no call to stop typing: the indicator ends by itself after about this time. In Business Messages it ends only with
 * a stop event or a message.
 * @see https://developers.google.com/business-communications/rcs-business-messaging/guides/build/events
 */
const RCS_TYPING_MS = 20_000;

/** Applies a fact to a phone. */
export function updatePhone({ timeline, calls }: Phone, { call, ...fact }: CallFact): Phone {
  switch (fact.type) {
    case "call-arrived":
      return { timeline, calls: [...calls, { call, status: "pending" }] };
    case "call-answered":
      return { timeline, calls: calls.map((made) => (made.call === call ? { call, status: fact.status } : made)) };
    case "call-queued":
      return { timeline, calls };
    case "call-accepted":
      return { timeline: [...timeline, { at: fact.at, id: call.id, act: call.act }], calls };
  }
}

/** What a phone on the channel shows at the given time. */
export function viewPhone({ timeline, calls }: Phone, channel: Channel, now: Date): PhoneView {
  const surveys = countActs(timeline, "survey");
  return {
    messages: timeline.flatMap(showMessage),
    read: [...new Set(timeline.flatMap(({ act }) => (act.type === "read" ? [act.message] : [])))],
    isTyping: isTyping(timeline, channel, now),
    typingStarts: countActs(timeline, "typing"),
    hasRepresentative: hasRepresentative(timeline),
    ...(surveys > 0 && { surveys }),
    timeline,
    calls: calls.map(({ call: { method, path, id, act }, status }) => ({ method, path, kind: act.type, id, status })),
  };
}

function showMessage({ id, act }: TimelineEntry): readonly ShownMessage[] {
  if (act.type !== "message") return [];
  const { type: _type, fallback: _fallback, ...shown } = act;
  return [{ id, ...shown }];
}

function isTyping(timeline: readonly TimelineEntry[], channel: Channel, now: Date): boolean {
  const last = timeline.findLast(({ act: { type } }) => ["typing", "typing-stopped", "message"].includes(type));
  if (last?.act.type !== "typing") return false;
  return channel === "business-messages" || now.getTime() - last.at.getTime() < RCS_TYPING_MS;
}

function hasRepresentative(timeline: readonly TimelineEntry[]): boolean {
  const last = timeline.findLast(({ act }) => act.type.startsWith("representative-"));
  return last?.act.type === "representative-joined";
}

function countActs(timeline: readonly TimelineEntry[], type: CallAct["type"]): number {
  return timeline.filter(({ act }) => act.type === type).length;
}
