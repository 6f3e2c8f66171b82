import type { InboundId } from "../base/ids.ts";
import type { ConsentSign } from "../bot/history-entry.ts";
import type { Content } from "../inbound/inbound.ts";
import type { Reply } from "../reply/reply.ts";
import type { Speaker } from "../reply/speaker.ts";
import type { DeliveryTerms } from "./outbound-request.ts";
import type { TimerPurpose } from "./timer.ts";

/**
 * What a turn does outside: plain JSON, kept in history as it is. Each act is performed under an id of its own, which every
 * try repeats.
 */
export type Act =
  /** `notice`: it is no answer, but says that there is none, or confirms what was chosen. */
  | {
      readonly do: "send";
      readonly reply: Reply;
      readonly terms?: DeliveryTerms;
      readonly notice?: "failed" | "consent";
      /** The user, who has unsubscribed, has asked for it since. Who unsubscribes again before it is sent does not get it. */
      readonly isAskedFor?: true;
    }
  /** Business Messages: tells the user who speaks now. RCS has no such thing, so a line of text is sent instead. */
  | { readonly do: "announce"; readonly notice: "joined" | "left"; readonly speaker: Speaker }
  /** Business Messages only. */
  | { readonly do: "survey" }
  /** Kept in history for the brand to prove it with, and written to the brand's other agents. `at` in RFC 3339. */
  | { readonly do: "recordConsent"; readonly consent: ConsentSign & { readonly at: string } }
  /** Written to the brand's other agents alone, because history has the choice already. */
  | { readonly do: "shareConsent"; readonly consent: ConsentSign & { readonly at: string } }
  /** Tells the contact centre, on the `handoff` topic. */
  | { readonly do: "tellPeople"; readonly news: HandoffNews }
  /** Comes back as a fact at that time, in RFC 3339. */
  | { readonly do: "setTimer"; readonly at: string; readonly purpose: TimerPurpose };

/**
 * Why a person is called: the user asked for one, by Business Messages' own button or by the chip of an apology; or the bot hands
 * over, with a note of its own. Missing in what a release before this kept.
 */
export type CallReason = { readonly why: "user" } | { readonly why: "bot"; readonly note?: string };

/**
 * What the contact centre learns: a user waits, what the user says meanwhile, a person has it, the bot is back and why, the user
 * wants no more messages or wants them again, and which line of a person was not sent and why.
 */
export type HandoffNews =
  | { readonly type: "said"; readonly content: Content }
  | ({ readonly type: "waiting"; readonly until: string } & Partial<CallReason>)
  | { readonly type: "joined" }
  | { readonly type: "unsubscribed" | "subscribed" }
  /** `request`: the id of the person's request. `reason`: a PermanentError's, such as `opted-out`. */
  | { readonly type: "withheld"; readonly request: InboundId; readonly reply: Reply; readonly reason: string }
  | { readonly type: "ended"; readonly reason: "left" | "nobody-came" | "person-silent" | "withdrawn" };
