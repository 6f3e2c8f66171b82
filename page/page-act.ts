import type { PhoneAct } from "../simulator/acts/phone-act.ts";
import type { Composed } from "./composed.ts";
import type { FaultName } from "./faults.ts";
import type { PhoneSetting } from "./page-fact.ts";
import type { Draft } from "./read-draft.ts";

// What the page asks for, as JSON over the wire.

/** Something that a person does on the page. `phone` is as in a `PageFact`. */
export type PageAct =
  | { readonly act: "phone"; readonly phone: string; readonly does: UserDeed }
  | { readonly act: "set-phone"; readonly phone: string; readonly setting: PhoneSetting }
  | { readonly act: "fault"; readonly fault: FaultName; readonly isOn: boolean }
  /** Ends the time to live of all that waits for the phone. */
  | { readonly act: "expire-now"; readonly phone: string }
  /** Posts the webhook of this way once more, with the same ids. */
  | { readonly act: "send-again"; readonly phone: string; readonly way: string }
  /** Says to a new user all that this one said, up to and with this message. */
  | { readonly act: "start-here"; readonly phone: string; readonly way: string; readonly to: string }
  /** Publishes on `outbound` what another system, or a person at the desk, sends. */
  | { readonly act: "outbound"; readonly phone: string; readonly request: Readonly<Record<string, unknown>> }
  /** Sets the clock that bot, timers and phones live by; without a time, to the real one. */
  | { readonly act: "set-clock"; readonly to?: string }
  /** Asks for something of the user's conversation, in lines. */
  | { readonly act: "tell"; readonly phone: string; readonly about: Told }
  /** Judges what somebody is composing. Nothing is sent. */
  | { readonly act: "compose"; readonly draft: Draft };

/**
 * What can be told of a conversation: all that happened, as history and the log have it; what a replay of its messages would do; and
 * what the bot would answer otherwise by now.
 */
export type Told = "timeline" | "dry-run" | "shadow";

/** What a user does, in the simulator's words: it reads them. */
export type UserDeed = PhoneAct;

/** What became of it. */
export type ActAnswer =
  | {
      readonly isDone: true;
      readonly note?: string;
      readonly lines?: readonly string[];
      readonly composed?: Composed;
    }
  | { readonly isDone: false; readonly error: string };
