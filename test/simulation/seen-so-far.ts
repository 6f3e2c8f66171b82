import type { ConversationId } from "../../shared/base/ids.ts";
import type { PauseScope } from "../../shared/ports/pauses.ts";
import type { Service, UserKey } from "./world-fault.ts";

/** What is promised, and checked with every event. */
export type PromiseName =
  /** What was accepted is not forgotten, and nothing stays under way. */
  | "kept"
  /** No line is shown twice, and no message is sent again hours later. */
  | "once"
  /** Every accepted question is answered in full, or a person heard it, or there is a reason. */
  | "answered"
  /** Turns of a conversation do not mix: each sends under its own lease, and every lease ends. */
  | "lease"
  /** The bot does not speak over a person. */
  | "person"
  /** Nothing but the essential is said to a user who has opted out. */
  | "consent"
  /** Nothing is said after its time. */
  | "time"
  /** Nothing that is paused is said once the pause has had its time to be known. */
  | "pause"
  /** One channel says what has a fallback; of what is critical, at least one. */
  | "channel"
  /** No log line holds a person. */
  | "private"
  /** Every dead letter has a reason. */
  | "reason"
  /** An outage of less than an hour makes no dead letter. */
  | "outage";

/** A promise that was broken. */
export interface BrokenPromise {
  readonly promise: PromiseName;
  readonly at: number;
  readonly text: string;
}

/** What a user asked. */
export interface AskedQuestion {
  readonly words: string;
  readonly user: UserKey;
  readonly conversation: ConversationId;
  readonly at: number;
  isAccepted: boolean;
}

/** What is known of a conversation by its commits. */
interface WatchedConversation {
  isOptedOut: boolean;
  hasOptedOut: boolean;
  optedOutAt: number;
  /** When the user made the last choice that is known. */
  chosenAt: number;
  mode: string;
  modeAt: number;
  lease: { readonly turn: string; readonly expiresAt: number } | undefined;
}

/** A call that sends a message, and is under way. */
export interface SendCall {
  readonly instance: number;
  readonly id: string;
  readonly conversation: ConversationId;
  readonly at: number;
}

/** A call that says something, as it left: what it says may arrive much later, when others have the conversation. */
export interface DepartedCall {
  readonly service: Service;
  readonly id: string;
  readonly at: number;
  /** The conversation when it left. */
  readonly left: Readonly<WatchedConversation>;
}

/** A message with a fallback. */
export interface WatchedCode {
  readonly at: number;
  readonly ttlMs: number;
  readonly isCritical: boolean;
  readonly user: UserKey;
}

/** What was paused, and for how long. Until it ends, `to` is not known. */
interface WatchedPause {
  readonly scope: PauseScope;
  readonly from: number;
  to: number;
}

/** All that was seen of a world, as far as a promise rests on it. */
export interface SeenSoFar {
  readonly violations: BrokenPromise[];
  readonly questions: Map<string, AskedQuestion>;
  /** The user's message in a webhook, by the webhook's number. */
  readonly webhooks: Map<number, string>;
  readonly conversations: Map<ConversationId, WatchedConversation>;
  readonly calls: Map<number, SendCall>;
  /** The instances that stand still. */
  readonly paused: Set<number>;
  /** The calls that say something and that are not done yet, also where the caller has given up: a network may be slow. */
  readonly undone: Map<number, DepartedCall>;
  /** The call with which a service first took what it says, by the service and the id. */
  readonly taken: Map<string, DepartedCall>;
  /** What was said by a call that is not done yet, by the same: judged when it is done, in a moment. */
  readonly unjudged: Map<string, (call: DepartedCall) => void>;
  /** The id of each message that was shown. */
  readonly shown: Set<string>;
  /** The id of a message by its words, which no other has. */
  readonly answers: Map<string, string>;
  /** What people were told that users said. */
  readonly told: Set<string>;
  /** Until when somebody is called, in milliseconds. */
  readonly waits: Map<ConversationId, number>;
  /** The conversations of dead letters. */
  readonly dead: Set<string>;
  readonly apologised: Set<ConversationId>;
  readonly sms: Map<string, string>;
  readonly codes: Map<string, WatchedCode>;
  readonly pauses: WatchedPause[];
  /** Something was away for longer than anybody promises to bridge. */
  hasLongOutage: boolean;
  readonly breaks: (promise: PromiseName, text: string) => void;
  readonly conversation: (id: ConversationId) => WatchedConversation;
}

/** Nothing was seen yet. */
export function openSeen(now: () => number): SeenSoFar {
  const violations: BrokenPromise[] = [];
  const conversations = new Map<ConversationId, WatchedConversation>();
  return {
    violations,
    conversations,
    questions: new Map(),
    webhooks: new Map(),
    calls: new Map(),
    paused: new Set(),
    undone: new Map(),
    taken: new Map(),
    unjudged: new Map(),
    shown: new Set(),
    answers: new Map(),
    told: new Set(),
    waits: new Map(),
    dead: new Set(),
    apologised: new Set(),
    sms: new Map(),
    codes: new Map(),
    pauses: [],
    hasLongOutage: false,
    breaks: (promise, text) => void violations.push({ promise, at: now(), text }),
    conversation(id) {
      const nothing = {
        isOptedOut: false,
        hasOptedOut: false,
        optedOutAt: 0,
        chosenAt: 0,
        mode: "bot",
        modeAt: 0,
        lease: undefined,
      };
      const known = conversations.get(id) ?? nothing;
      conversations.set(id, known);
      return known;
    },
  };
}

/** Names the turn of a message of ours. */
export function turnOfId(id: string): string {
  return `${id.slice(0, -3)}000`;
}

/** Names what a call says: another channel has the id of the message in whose place it speaks. */
export function sayingOf({ service, id }: Pick<DepartedCall, "service" | "id">): string {
  return `${service}/${id}`;
}
