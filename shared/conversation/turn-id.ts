import { v5 } from "uuid";
import type { Brand } from "../base/brand.ts";
import { PermanentError } from "../base/errors.ts";
import type { ConversationId, MessageId, OutgoingId } from "../base/ids.ts";

/** Names a turn: what a fact leads to in its conversation. The ids of all its calls to Google begin with it. */
export type TurnId = Brand<string, "TurnId">;

/** What an outgoing call is within its turn: the n-th act, or one of the signals; `typing` may be repeated. */
export type CallPlace = number | "read" | "typing-stopped" | `typing-${number}`;

/** Drawn once; another value would make every running deployment answer again what it has answered. */
const NAMESPACE = "5e0f3f8c-6a0e-4c59-9d1e-0d7a3a1c2b64";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The last three of a UUID's 32 digits count the places; the 110 bits before them are drawn by the hash. */
const PLACE_DIGITS = 3;
const FIRST_TYPING = 0xf00;
const LAST_TYPING = 0xffd;
const TYPING_STOPPED = 0xffe;
const READ = 0xfff;

/**
 * How many acts a turn may have. Their plain texts follow: the first digit of a place says which text of an act it is, none of
 * them or the first to the fourteenth, the other two which act.
 */
export const MAX_ACTS = 0x100;

/**
 * Names the turn of a fact: UUIDv5 of conversation, type and id, with its last 12 bits cleared. A retry, a duplicate webhook
 * and a replay come to the same.
 */
export function turnId(fact: {
  readonly conversation: ConversationId;
  readonly type: string;
  readonly id: string;
}): TurnId {
  return withPlace(v5(JSON.stringify([fact.conversation, fact.type, fact.id]), NAMESPACE), 0) as TurnId;
}

/**
 * The id of a call to Google: its turn's, with the place in the last 12 bits. So it repeats on every try, which makes Google
 * ignore the repeats; and a receipt, which names nothing but the id, leads to its turn without a read.
 */
export function outgoingId(turn: TurnId, place: CallPlace): OutgoingId {
  return withPlace(turn, placeNumber(place)) as OutgoingId;
}

/**
 * The id of a text that says an act's reply in plain text, by its index. It leads to the same act, whose receipts are the
 * text's.
 */
export function plainTextId(act: OutgoingId, text: number): OutgoingId {
  return withPlace(act, (placeIn(act) % MAX_ACTS) + (text + 1) * MAX_ACTS) as OutgoingId;
}

/** True for an id that `plainTextId` has made. */
export function isPlainTextId(message: MessageId | OutgoingId): boolean {
  const place = UUID.test(message) ? placeIn(message) : 0;
  return place >= MAX_ACTS && place < FIRST_TYPING;
}

/** Under which turn and index history keeps a message. */
interface MessageKey {
  readonly turn: TurnId;
  readonly index: number;
}

/** The turn and the index of a message that a receipt names. Another system's message is a turn of its own. */
export function turnOf(message: MessageId | OutgoingId): MessageKey {
  if (!UUID.test(message)) return { turn: withPlace(v5(message, NAMESPACE), 0) as TurnId, index: 0 };
  const id = message.toLowerCase();
  const place = placeIn(id);
  return { turn: withPlace(id, 0) as TurnId, index: place < FIRST_TYPING ? place % MAX_ACTS : place };
}

/**
 * The id of the message that history keeps there: the inverse of `turnOf`. Unlike `outgoingId` it takes any index, for the id of
 * another system's message may end as no act's does.
 */
export function idOf({ turn, index }: MessageKey): OutgoingId {
  return withPlace(turn, index) as OutgoingId;
}

function placeIn(uuid: string): number {
  return Number.parseInt(uuid.slice(-PLACE_DIGITS), 16);
}

function placeNumber(place: CallPlace): number {
  if (typeof place === "number") return actNumber(place);
  if (place === "read") return READ;
  if (place === "typing-stopped") return TYPING_STOPPED;
  return Math.min(FIRST_TYPING + Number(place.slice("typing-".length)), LAST_TYPING);
}

/** @throws PermanentError when there are more acts than ids for them. */
function actNumber(place: number): number {
  if (place < MAX_ACTS) return place;
  throw new PermanentError(
    "too-many-acts",
    `Cannot answer: expected at most ${MAX_ACTS} messages and other acts, got more`,
  );
}

function withPlace(uuid: string, place: number): string {
  return uuid.slice(0, -PLACE_DIGITS) + place.toString(16).padStart(PLACE_DIGITS, "0");
}
