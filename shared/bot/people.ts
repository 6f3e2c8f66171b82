import type { AgentId } from "../base/ids.ts";
import type { Speaker } from "../reply/speaker.ts";

/** The people to whom a bot hands over. */
export interface People {
  /** Whether somebody is there at that time; if not, from when on. */
  hours(agent: AgentId, at: Date): Availability;
  /** How long a user waits for somebody before the bot takes the conversation back. */
  readonly waitMinutes: number;
  /** How long a person may be silent before the bot takes the conversation back. */
  readonly silenceMinutes: number;
}

/** `opens` is missing where nobody knows. */
export type Availability = { readonly isOpen: true } | { readonly isOpen: false; readonly opens?: Date };

/** What happens around a conversation, and needs a word to the user. */
export type Notice =
  /** The user asks for a person, and somebody has been called. Not said any more when the time to wait is over. */
  | { readonly type: "waiting" }
  /** The user asks for a person, and nobody is there now; `opens` is missing where there never is. */
  | { readonly type: "closed"; readonly opens?: Date }
  /** RCS only: Business Messages shows it by itself. */
  | { readonly type: "joined" | "left"; readonly speaker: Speaker }
  /** Nobody came in time, or the person fell silent: the bot is back. */
  | { readonly type: "nobody-came" | "person-silent" }
  /** The user has unsubscribed. The one message that may still be sent unasked: it names the way back. */
  | { readonly type: "unsubscribed" }
  /** The user had unsubscribed, and gets messages again. */
  | { readonly type: "subscribed" }
  /**
   * A user who has unsubscribed asks something, for the first time since: what is asked is answered, and this names the way back.
   */
  | { readonly type: "still-unsubscribed" }
  /**
   * The bot has failed, again and again, and there is no answer. `hasPeople`: somebody can be asked for, with
   * the chip that `offerPerson` builds.
   */
  | { readonly type: "failed"; readonly hasPeople: boolean };
