import type { ConversationId } from "../base/ids.ts";

/**
 * In which conversations the bot was not asked about the newest message, because a person has them or the user has unsubscribed:
 * most likely it is not asked about the next one. Known to this process alone.
 */
export interface QuietConversations {
  has(conversation: ConversationId): boolean;
  note(conversation: ConversationId, isQuiet: boolean): void;
}

const MAX_REMEMBERED = 10_000;

/** Remembers the 10,000 that were noted last. */
export function openQuietConversations(): QuietConversations {
  const quiet = new Set<ConversationId>();
  return {
    has: (conversation) => quiet.has(conversation),
    note(conversation, isQuiet) {
      quiet.delete(conversation);
      if (isQuiet) quiet.add(conversation);
      const [oldest] = quiet;
      if (quiet.size > MAX_REMEMBERED && oldest !== undefined) quiet.delete(oldest);
    },
  };
}
