import type { ConversationId } from "../base/ids.ts";
import type { TurnId } from "../conversation/turn-id.ts";

/** The path of a conversation's state. */
export function conversationPath(conversation: ConversationId): string {
  return `conversations/${conversation}`;
}

/** The collection of a conversation's turns. */
export function turnsPath(conversation: ConversationId): string {
  return `${conversationPath(conversation)}/turns`;
}

/** The path of a turn. */
export function turnPath(conversation: ConversationId, turn: TurnId): string {
  return `${turnsPath(conversation)}/${turn}`;
}

/** The path of the one document that says what is paused. */
export const PAUSES_PATH = "control/pause";
