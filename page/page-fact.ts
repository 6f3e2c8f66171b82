// What the page is told, as JSON over the wire. Both sides of it read this file, so it imports nothing of either.

import type { FaultName } from "./faults.ts";

/** One thing that happened, in the order in which it did. */
export type PageFact = PageStep & FactPlace;

/** A fact of one type. */
export type PageFactOf<T extends PageFact["type"]> = Extract<PageFact, { readonly type: T }>;

/** Where a fact belongs. */
interface FactPlace {
  /** Counts from 1. */
  readonly seq: number;
  /** RFC 3339. */
  readonly at: string;
  /** Whose phone it is about: `rcs/+447700900123`, or `business-messages/` and the conversation. */
  readonly phone?: string;
  /** The message whose way it is a step of: the id of the user's message or event, or of the request of another system. */
  readonly way?: string;
}

/** What happened. `json` is shown to whoever opens the row. */
export type PageStep =
  | UserFact
  | PipelineFact
  | CallStep
  | { readonly type: "bot"; readonly state: BotState }
  | { readonly type: "fault"; readonly fault: FaultName; readonly isOn: boolean }
  /** The phone's own set-up has changed. */
  | { readonly type: "profile"; readonly profile: PhoneSetting }
  /** The clock of the functions: how far it is ahead of the real one. */
  | { readonly type: "clock"; readonly aheadMs: number };

/** A user or their phone does something, and its webhook is posted. */
type UserFact =
  | { readonly type: "said"; readonly id: string; readonly line: SaidLine; readonly json: unknown }
  /** A receipt, typing, and whatever else a phone tells without showing a line. `about`: the agent's message. */
  | { readonly type: "did"; readonly what: string; readonly about?: string; readonly json: unknown }
  | {
      readonly type: "webhook";
      /** What it tells: something of the user's, or what became of a message of the agent. */
      readonly tells: "user" | "receipt";
      /** The agent's message that it tells to have expired: the phone will not show it. */
      readonly expired?: string;
      readonly result: "acknowledged" | "retried" | "given-up" | "forged";
      readonly status?: number;
      readonly noAnswer?: string;
    };

/** What a user said, as their own phone shows it. */
export interface SaidLine {
  readonly type: "text" | "tap" | "file" | "place" | "unsubscribed" | "subscribed";
  /** The text, the chip, the URL of a file, or a place; empty for an event. */
  readonly text: string;
  /** What the phone tells of a file, where it does. */
  readonly file?: { readonly name: string; readonly type: string };
  /** The picture itself, as a `data:` URL: only a saved conversation has it. */
  readonly picture?: string;
}

/** A step between the webhook and the answer. */
type PipelineFact =
  | { readonly type: "ingress"; readonly path: string; readonly status: number; readonly ms: number }
  | {
      readonly type: "published";
      readonly topic: string;
      readonly bytes: number;
      /** Why it was not published, or why what is published is a dead letter. */
      readonly error?: string;
      readonly json: unknown;
    }
  /** A function takes a message of the queue, and has answered; without an answer it has died. */
  | { readonly type: "delivery"; readonly function: string; readonly attempt: number; readonly step: "begun" }
  | {
      readonly type: "delivery";
      readonly function: string;
      readonly attempt: number;
      readonly step: "ended";
      readonly status: number;
      readonly ms: number;
    }
  /** Which of the bot's routes answers, or that none does; `json` has those before it, and what each of them did not find. */
  | { readonly type: "routed"; readonly route: string; readonly json: unknown }
  /** `isOptedOut`: how the user's consent stands now, by event or by word; missing while they have said nothing of it. */
  | {
      readonly type: "decided";
      readonly acts: readonly string[];
      readonly isOptedOut?: boolean;
      readonly json: unknown;
    }
  | { readonly type: "history"; readonly what: string; readonly json?: unknown }
  /** A line of the functions' log. */
  | { readonly type: "logged"; readonly severity: string; readonly event: string; readonly json: unknown }
  /** What people are told: the JSON of the topic `handoff`. */
  | { readonly type: "handoff"; readonly news: DeskNews; readonly json: unknown }
  /** What another channel says in RCS's place. */
  | { readonly type: "fallback"; readonly text: string; readonly reason: string; readonly json: unknown };

/** What the desk is told. `text` is what was said, where something was. */
export interface DeskNews {
  readonly type: "said" | "waiting" | "joined" | "unsubscribed" | "subscribed" | "withheld" | "ended";
  readonly text?: string;
  readonly reason?: string;
  readonly until?: string;
  /** What the bot adds for the person who is called. */
  readonly note?: string;
  /** What was said before, oldest first. */
  readonly soFar?: readonly { readonly by: string; readonly text: string }[];
}

/** A step of a call to Google. */
type CallStep =
  | {
      readonly type: "call";
      /** `shown`: the phone shows it. There is none for a repeated id. `queued`: it waits for the phone. */
      readonly step: "arrived" | "queued" | "shown";
      readonly call: PageCall;
      readonly json?: unknown;
    }
  | {
      readonly type: "answered";
      readonly call: PageCall;
      readonly status: number | "reset";
      readonly ms: number;
      readonly json?: unknown;
    }
  | {
      readonly type: "refused";
      readonly method: string;
      readonly path: string;
      readonly status: number;
      readonly message: string;
    }
  | { readonly type: "advised"; readonly advice: readonly string[] };

/** A call, and what it does to the phone. */
export interface PageCall {
  /** The id under which Google knows it. */
  readonly id: string;
  readonly does: CallDeed;
}

/** What a call does. */
export type CallDeed =
  | {
      readonly type: "message";
      readonly text: string;
      /** Google's JSON; missing for a plain text. */
      readonly content?: Readonly<Record<string, unknown>>;
      /** Who speaks, where the channel says it. */
      readonly speaker?: { readonly type: "BOT" | "HUMAN"; readonly displayName?: string };
      readonly bytes: number;
    }
  | { readonly type: "read" | "revoke"; readonly message: string }
  | { readonly type: "joined" | "left"; readonly name?: string }
  | { readonly type: "typing" | "typing-stopped" | "survey" | "service" };

/** How the bot's sources stand. */
export type BotState =
  | { readonly type: "loading" }
  | { readonly type: "loaded" }
  | { readonly type: "broken"; readonly message: string; readonly file?: string; readonly line?: number };

/** What can be set on a phone. */
export interface PhoneSetting {
  readonly reach: "online" | "offline" | "no-rcs";
  /** Whether it tells that a message was delivered and read. */
  readonly receipts: "read" | "delivered" | "none";
  /** A language tag. */
  readonly locale?: string;
  /** The names of RCS capabilities; all when missing. */
  readonly features?: readonly string[];
}
