import type { Composed } from "../composed.ts";
import type { FaultName } from "../faults.ts";
import type { Told } from "../page-act.ts";
import type { BotState, CallDeed, DeskNews, PageFact, PhoneSetting, SaidLine } from "../page-fact.ts";
import { type ComposeForm, FIRST_FORM } from "./compose-form.ts";

/** All that the page knows and shows. Views are functions of it; `update` alone makes the next one. */
export interface PageState {
  /** By `PageFact.phone`, in the order in which they were first heard of. */
  readonly phones: ReadonlyMap<string, PagePhone>;
  /** By message, in the order in which they began. */
  readonly ways: ReadonlyMap<string, Way>;
  readonly faults: ReadonlySet<FaultName>;
  readonly bot: BotState;
  /** How far the functions' clock is ahead of the real one. */
  readonly clockAheadMs: number;
  /** All facts, so that they can be saved. */
  readonly facts: readonly PageFact[];
  readonly link: "connecting" | "open" | "lost";
  /** A saved conversation is shown, and nothing can be sent. `shown`: how many of its facts. */
  readonly saved: { readonly name: string; readonly all: readonly PageFact[]; readonly shown: number } | undefined;
  readonly view: View;
  /** What was asked for of a conversation; gone when another is seen. */
  readonly told: ToldConversation | undefined;
  /** What could not be done, or was; until the next act. */
  readonly notice: { readonly text: string; readonly isTrouble: boolean } | undefined;
  /** What is being composed, and how the newest of it that was judged was. */
  readonly compose: {
    readonly form: ComposeForm;
    readonly judged?: { readonly form: ComposeForm; readonly composed: Composed };
  };
}

/** What was told of a conversation, or is being asked for. */
interface ToldConversation {
  readonly phone: string;
  readonly about: Told;
  /** Missing until it is there. */
  readonly lines?: readonly string[];
}

/** Where one is on the page: all of it stands in its address. */
export interface View {
  readonly phone: string | undefined;
  /** The message whose way is open. */
  readonly way: string | undefined;
  readonly tab: Tab;
  readonly skins: Skins;
  readonly dialog: "palette" | "keys" | undefined;
  /** Which phones and messages are listed. */
  readonly search: string;
  /** How many screens of lines one has gone back. */
  readonly back: number;
}

/** What stands beside the phones. */
export type Tab = "way" | "messages" | "desk" | "faults" | "write" | "compose" | "history";

/** Which phones are drawn. */
export type Skins = "android" | "iphone" | "both";

/** A user's phone with one agent's conversation. */
export interface PagePhone {
  readonly key: string;
  readonly channel: "rcs" | "business-messages";
  readonly address: string;
  readonly lines: readonly PageLine[];
  /** Messages that wait until the phone is online. */
  readonly queued: readonly string[];
  /** Until when it shows that the agent types, in milliseconds. */
  readonly typingUntil: number;
  readonly setting: PhoneSetting;
  readonly isOptedOut: boolean;
  readonly desk: Desk;
}

/** What people at the desk know of a conversation. */
export interface Desk {
  readonly mode: "bot" | "waiting" | "human";
  readonly news: readonly ({ readonly seq: number; readonly at: string } & DeskNews)[];
}

/** A line of the conversation. */
export type PageLine = PageUserLine | PageAgentLine | NoteLine | SmsLine;

interface LineBase {
  readonly id: string;
  readonly at: string;
  /** Opened by a tap on the line. */
  readonly way: string | undefined;
}

/** The user's. `sent`: the webhook was acknowledged. */
export interface PageUserLine extends LineBase {
  readonly by: "user";
  readonly line: SaidLine;
  readonly status: "posting" | "failed" | "sent" | "read";
}

/** A message of the agent. */
export interface PageAgentLine extends LineBase {
  readonly by: "agent";
  readonly message: Extract<CallDeed, { readonly type: "message" }>;
  /** `draft`: it is being composed. */
  readonly status: "shown" | "delivered" | "read" | "draft";
  /** The chip of it that was tapped. */
  readonly used?: string;
}

/** Something that happened between the lines. */
interface NoteLine extends LineBase {
  readonly by: "note";
  readonly text: string;
}

/** What another channel said in RCS's place. */
interface SmsLine extends LineBase {
  readonly by: "sms";
  readonly text: string;
}

/** The way of a message, from the webhook to the receipts. */
export interface Way {
  readonly id: string;
  readonly title: string;
  readonly phone: string | undefined;
  readonly at: string;
  readonly steps: readonly PageFact[];
}

/** How a phone is set up that nobody has changed. */
const NEW_SETTING: PhoneSetting = { reach: "online", receipts: "read" };

/** The page before anything is known. */
export const EMPTY_STATE: PageState = {
  phones: new Map(),
  ways: new Map(),
  faults: new Set(),
  bot: { type: "loaded" },
  clockAheadMs: 0,
  facts: [],
  link: "connecting",
  saved: undefined,
  view: { phone: undefined, way: undefined, tab: "way", skins: "android", dialog: undefined, search: "", back: 0 },
  told: undefined,
  notice: undefined,
  compose: { form: FIRST_FORM },
};

/** The phone of a key, as it is before anything has happened on it. */
export function newPhone(key: string): PagePhone {
  const slash = key.indexOf("/");
  return {
    key,
    channel: key.slice(0, slash) === "rcs" ? "rcs" : "business-messages",
    address: key.slice(slash + 1),
    lines: [],
    queued: [],
    typingUntil: 0,
    setting: NEW_SETTING,
    isOptedOut: false,
    desk: { mode: "bot", news: [] },
  };
}
