import { v5 } from "uuid";
import type { Brand } from "../base/brand.ts";
import type { ConversationId, MessageId, OutgoingId } from "../base/ids.ts";

/** Names a turn: what a fact leads to in its conversation. The ids of all its calls to Google begin with it. */
export type TurnId = Brand<string, "TurnId">;

/** What an outgoing call is within its turn: the n-th act, or one of the signals; `typing` may be repeated. */
export type CallStep = number | "read" | "typing-stopped" | `typing-${number}`;

/** Drawn once; another value would make every running deployment answer again what it has answered. */
const NAMESPACE = "5e0f3f8c-6a0e-4c59-9d1e-0d7a3a1c2b64";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The last three of a UUID's 32 digits count the steps; the 110 bits before them are drawn by the hash. */
const STEP_DIGITS = 3;
const FIRST_TYPING = 0xf00;
const LAST_TYPING = 0xffd;
const TYPING_STOPPED = 0xffe;
const READ = 0xfff;

/** How many acts a turn may have. */
export const MAX_ACTS = FIRST_TYPING;

/**
 * Names the turn of a fact: UUIDv5 of conversation, type and id, with its last 12 bits cleared. A retry, a duplicate webhook
 * and a replay come to the same.
 */
export function turnId(fact: {
  readonly conversation: ConversationId;
  readonly type: string;
  readonly id: string;
}): TurnId {
  return withStep(v5(JSON.stringify([fact.conversation, fact.type, fact.id]), NAMESPACE), 0) as TurnId;
}

/**
 * The id of a call to Google: its turn's, with the step in the last 12 bits. So it repeats on every try, which makes Google
 * ignore the repeats; and a receipt, which names nothing but the id, leads to its turn without a read.
 */
export function outgoingId(turn: TurnId, step: CallStep): OutgoingId {
  return withStep(turn, stepNumber(step)) as OutgoingId;
}

/** The turn and the step of a message that a receipt names. Another system's message is a turn of its own. */
export function turnOf(message: MessageId | OutgoingId): { readonly turn: TurnId; readonly step: number } {
  if (!UUID.test(message)) return { turn: withStep(v5(message, NAMESPACE), 0) as TurnId, step: 0 };
  const id = message.toLowerCase();
  return { turn: withStep(id, 0) as TurnId, step: Number.parseInt(id.slice(-STEP_DIGITS), 16) };
}

function stepNumber(step: CallStep): number {
  if (typeof step === "number") return Math.min(step, MAX_ACTS - 1);
  if (step === "read") return READ;
  if (step === "typing-stopped") return TYPING_STOPPED;
  return Math.min(FIRST_TYPING + Number(step.slice("typing-".length)), LAST_TYPING);
}

function withStep(uuid: string, step: number): string {
  return uuid.slice(0, -STEP_DIGITS) + step.toString(16).padStart(STEP_DIGITS, "0");
}
