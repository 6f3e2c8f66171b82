import type { AgentId, Channel, ConversationId } from "../base/ids.ts";
import type { Context } from "../inbound/context.ts";
import type { Dialogflow } from "../inbound/dialogflow.ts";
import type { Content } from "../inbound/inbound.ts";
import type { ConsentAnswer } from "../reply/consent.ts";
import type { Reply } from "../reply/reply.ts";
import type { Speaker } from "../reply/speaker.ts";
import type { HistoryEntry } from "./history-entry.ts";
import type { Memory } from "./memory.ts";
import type { OfferedChip } from "./offered-chips.ts";
import type { Notice, People } from "./people.ts";
import type { ReadConsent } from "./read-consent.ts";
import type { RouteWatch } from "./route-watch.ts";

/** Whom the bot speaks to, and what it knows of them. */
export interface Recipient {
  readonly channel: Channel;
  readonly agent: AgentId;
  /** The conversation's name for logs and for other systems: it tells nothing about the user. */
  readonly conversation: ConversationId;
  /** BCP 47, as Intl takes it: what the user's last message was in, as far as the channel ever told; RCS never does. */
  readonly locale?: string;
  /** What the bot has remembered of the conversation; at most 10 KB of plain JSON. */
  readonly memory: Memory;
}

/** What a bot is asked: one message of one user. */
export interface Turn extends Recipient {
  readonly content: Content;
  readonly context: Context;
  /** What the newest messages of ours offer to tap: who types the words of one means it. `routes()` takes them for a tap. */
  readonly chips?: readonly OfferedChip[];
  /** What Google's Dialogflow made of the text, where the agent has it and it has not answered by itself. */
  readonly dialogflow?: Dialogflow;
  /** When the message reached us: opening hours are looked up with it, so that a second try says the same. */
  readonly at: Date;
  /** Changes what is remembered, member by member; `undefined` forgets one. Kept together with the replies, or not at all. */
  remember(changes: { readonly [name in string]: Memory[string] | undefined }): void;
  /** A secret of 256 bits in base64url that is the same in every try of this turn, for PKCE verifiers and the like. */
  secret(purpose: string): string;
  /** The newest entries of the conversation, newest first; each costs a read. */
  recent(limit: number): Promise<readonly HistoryEntry[]>;
  /** Fires a few seconds before the turn's time is up: what the bot waits for should then be given up. */
  readonly signal: AbortSignal;
  /** Tells which of `count` routes answers, and why, in `npm start` and its tools. A deployed function has none. */
  readonly openRouteWatch?: (count: number) => RouteWatch;
}

/** Who answers, as the phone shows it. RCS shows the agent's own name instead. */
export type Persona = Omit<Speaker, "type">;

/**
 * What a bot answers with: replies, the request that a person takes over, with a note that only people read, the end or the beginning of the user's consent, and
 * a survey, which only Business Messages has; RCS leaves it out.
 */
export type Answer =
  | Reply
  | ConsentAnswer
  | { readonly type: "handOver"; readonly note?: string }
  | { readonly type: "survey" };

/** All at once, or one after the other as they are ready: what was yielded is sent and stands, whatever comes after. */
export type Answers = readonly Answer[] | Promise<readonly Answer[]> | AsyncIterable<Answer>;

/** Reads a setting of the bot's own from its function's environment; `undefined` when it is missing or empty. */
export type ReadSetting = (name: string) => string | undefined;

/**
 * Makes the bot when its function starts.
 * @throws SettingsError, which ends the function with one line, when a setting is missing or wrong.
 */
export type OpenBot = (read: ReadSetting) => Bot;

/** All that Heliograph asks of a bot. */
export interface Bot {
  readonly persona: Persona;
  /**
   * The answers in the order they are sent; none keeps silent. May be asked again about the same turn, after a crash or when
   * the conversation changed meanwhile: what has left is not sent again, so only what comes after it counts.
   */
  answer(turn: Turn): Answers;
  /** The people who take over; a bot without them answers the request for one with `sayNotice`. */
  readonly people?: People;
  /** Which words of users of RCS end and begin consent: `consentReader` makes it of lists. CONSENT_WORDS when it is missing. */
  readonly readConsent?: ReadConsent;
  /**
   * What is said when something happens that is no message of the user's; none keeps silent. English words stand in when it is
   * missing, and where it fails.
   */
  sayNotice?(notice: Notice, to: Recipient): readonly Reply[];
}
