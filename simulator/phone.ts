import type { Act, Call, MessageAct } from "./call.ts";
import type { CallFact } from "./fact.ts";

/** All that a user's phone shows, and which calls were made about it. */
export interface PhoneView {
  /** In the order shown. */
  readonly messages: readonly ShownMessage[];
  /** The ids of the user's messages that are marked read, in the order they were. */
  readonly read: readonly string[];
  /** The typing indicator is on. */
  readonly isTyping: boolean;
  /** How often the indicator was switched on or prolonged. */
  readonly typingStarts: number;
  /** A representative has joined and not left. */
  readonly isRepresented: boolean;
  /** How many surveys were put to the user. */
  readonly surveys?: number;
  /** Everything that the user could notice, in the order shown. */
  readonly noticed: readonly Noticed[];
  /** Repeated and failed ones too, in the order they came. */
  readonly calls: readonly PhoneCall[];
}

/** A message of ours, as the user sees it. */
export interface ShownMessage extends Omit<MessageAct, "type" | "fallback"> {
  readonly id: string;
}

/** Something that the phone showed: a message, that one was read, typing, a notice, a survey. */
export interface Noticed {
  readonly at: Date;
  /** Of the call that did it. */
  readonly id: string;
  readonly act: Act;
}

/** A call to the API, and how it was answered so far. */
interface PhoneCall extends Pick<Call, "method" | "path" | "id"> {
  readonly kind: Act["type"];
  readonly status: CallStatus;
}

type CallStatus = number | "reset" | "pending";

/** A phone as the platform keeps it. */
export interface Phone extends Omit<PhoneView, "isTyping" | "calls"> {
  readonly typingUntil: Date | undefined;
  readonly calls: readonly { readonly call: Call; readonly status: CallStatus }[];
}

/** A phone that nobody has written to. */
export const NEW_PHONE: Phone = {
  messages: [],
  read: [],
  typingUntil: undefined,
  typingStarts: 0,
  isRepresented: false,
  noticed: [],
  calls: [],
};

/**
 * RCS has no call to stop typing: the indicator ends by itself, about here.
 * @see https://developers.google.com/business-communications/rcs-business-messaging/guides/build/events
 */
const RCS_TYPING_MS = 20_000;

/** Business Messages documents no end but a stop or a message; this is the last time that a Date can hold. */
const FOREVER = new Date(8.64e15);

/** The phone after a fact about it. */
export function updatePhone(phone: Phone, fact: CallFact): Phone {
  const { call } = fact;
  switch (fact.type) {
    case "call-arrived":
      return { ...phone, calls: [...phone.calls, { call, status: "pending" }] };
    case "call-answered":
      return {
        ...phone,
        calls: phone.calls.map((made) => (made.call === call ? { call, status: fact.status } : made)),
      };
    case "call-queued":
      return phone;
    case "call-accepted":
      return showAct(notice(phone, call, fact.at), call, fact.at);
  }
}

/** What the phone shows at a time. */
export function viewPhone({ typingUntil, calls, ...phone }: Phone, now: Date): PhoneView {
  return {
    ...phone,
    isTyping: typingUntil !== undefined && now < typingUntil,
    calls: calls.map(({ call: { method, path, id, act }, status }) => ({ method, path, kind: act.type, id, status })),
  };
}

function notice(phone: Phone, { id, act }: Call, at: Date): Phone {
  return { ...phone, noticed: [...phone.noticed, { at, id, act }] };
}

function showAct(phone: Phone, { channel, id, act }: Call, at: Date): Phone {
  switch (act.type) {
    case "message": {
      const { type: _type, fallback: _fallback, ...shown } = act;
      return { ...phone, messages: [...phone.messages, { id, ...shown }], typingUntil: undefined };
    }
    case "read":
      return phone.read.includes(act.message) ? phone : { ...phone, read: [...phone.read, act.message] };
    case "typing": {
      const typingUntil = channel === "rcs" ? new Date(at.getTime() + RCS_TYPING_MS) : FOREVER;
      return { ...phone, typingUntil, typingStarts: phone.typingStarts + 1 };
    }
    case "typing-stopped":
      return { ...phone, typingUntil: undefined };
    case "representative-joined":
      return { ...phone, isRepresented: true };
    case "representative-left":
      return { ...phone, isRepresented: false };
    case "survey":
      return { ...phone, surveys: (phone.surveys ?? 0) + 1 };
    case "dialogflow":
    case "revoke":
    case "ask":
      return phone;
  }
}
