import { type ConversationId, isConversationId } from "../shared/base/ids.ts";
import { type Json, list, oneOf, optional, type Reader, refuse, text, textUpTo } from "../shared/base/json.ts";
import { KINDS, type Kind } from "../shared/ports/topic.ts";

/** Where something waits for people: a kind's dead letters, or what ingress has parked. */
export type KeptKind = Kind | "parked";

/** Which kept messages are meant: those that fit all that is named. */
export interface KeptChoice {
  /** All of them unless named. */
  readonly kinds?: readonly Kind[];
  readonly reasons?: readonly string[];
  readonly conversation?: ConversationId;
  /** As `describeKept` writes them. */
  readonly ids?: readonly KeptId[];
}

/** The kind and the queue's own id, such as `message/4711`. */
export type KeptId = `${KeptKind}/${string}`;

const KEPT_KINDS: readonly KeptKind[] = [...KINDS, "parked"];
const EXPECTED_ID = "an id that the list shows, such as message/4711";

/** The members of a request that choose kept messages. */
export const CHOICE_READERS = {
  kinds: optional(list(oneOf(KINDS))),
  reasons: optional(list(textUpTo(100))),
  conversation: optional(readConversation),
  ids: optional(list(readKeptId)),
} as const satisfies Readonly<Record<string, Reader<unknown>>>;

/** Reads the id of a kept message. @throws PermanentError `unreadable` */
export function readKeptId(json: Json): KeptId {
  const id = text(json);
  return isKeptId(id) ? id : refuse(json, EXPECTED_ID, `${id.length} other characters`);
}

/** The kind that an id names. */
export function kindOf(id: KeptId): KeptKind {
  return KEPT_KINDS.find((kind) => id.startsWith(`${kind}/`)) ?? "parked";
}

/** Which of some kinds can have what is meant. */
export function kindsWith({ kinds, ids }: KeptChoice, among: readonly KeptKind[]): readonly KeptKind[] {
  const named = ids?.map(kindOf);
  return among.filter((kind) => (kinds ?? among).includes(kind as Kind) && (named ?? among).includes(kind));
}

/** True when a kept message is meant. */
export function isChosen(
  { ids, reasons, conversation }: KeptChoice,
  of: { readonly id: KeptId; readonly reason: string; readonly conversation?: string },
): boolean {
  if (ids !== undefined && !ids.includes(of.id)) return false;
  if (reasons !== undefined && !reasons.includes(of.reason)) return false;
  return conversation === undefined || conversation === of.conversation;
}

/** True for an id as the list shows it. */
export function isKeptId(id: string): id is KeptId {
  return KEPT_KINDS.some((kind) => id.startsWith(`${kind}/`) && id.length > kind.length + 1);
}

function readConversation(json: Json): ConversationId {
  return isConversationId(json.value) ? json.value : refuse(json, "the 43 characters of `conversation` in the log");
}
