import type { Address, AgentId, OutgoingId } from "../base/ids.ts";
import type { FileName } from "../bot/media.ts";
import type { Speaker } from "../bot/speaker.ts";
import type { Destination } from "./destination.ts";

// What one channel alone can do. What both can is a Messenger; all of these throw as it does.

/** Takes back what was sent over RCS. */
export interface Revoker {
  /**
   * `removed`: it will not be delivered, unless DELIVERED comes just after. `delivered`: Google no longer has it. Only that
   * receipt proves it, because a try whose answer was lost may have removed it.
   */
  revoke(to: Destination, message: OutgoingId): Promise<"removed" | "delivered">;
}

/** What a phone can show. */
export interface Capabilities {
  /** From a cache for hours: a hint. The truth is how a message is answered. */
  check(to: Destination): Promise<Capability>;
}

/** `unreachable`: no RCS, not seen for 31 days, or the agent is not launched there. */
export type Capability =
  | { readonly type: "unreachable" }
  /** `carrier`: US numbers only. */
  | { readonly type: "reachable"; readonly features: readonly Feature[]; readonly carrier?: string };

/** What phones differ in, in the words of replies. */
export type Feature =
  | "card"
  | "carousel"
  | "addToCalendar"
  | "dial"
  | "openUrl"
  | "webview"
  | "shareLocation"
  | "viewLocation"
  | "pdfInCard";

/** Checks many phones at once. */
export interface ReachCheck {
  /**
   * Needs 500 different phones of each region that has any. Repeated ones are asked about once.
   * @throws PermanentError below that, before any call; otherwise as Messenger.
   */
  findReachable(agent: AgentId, phones: readonly Address[]): Promise<Reach>;
}

/** Which phones RCS reaches; the sample is a random three quarters of them, over all carriers. */
export interface Reach {
  readonly reachable: readonly Address[];
  readonly sampled: number;
  readonly sampledReachable: number;
}

/** Files for RCS messages, kept by Google for 60 days. */
export interface FileStore {
  addFromUrl(agent: AgentId, source: { readonly url: string; readonly thumbnailUrl?: string }): Promise<FileName>;
  /** @param content Up to 100 MiB, with its content type. */
  upload(agent: AgentId, content: Blob): Promise<FileName>;
}

/** Tells a Business Messages user who speaks. */
export interface Announcer {
  announce(to: Destination, notice: Notice): Promise<void>;
}

/** Somebody has come, or has gone. */
interface Notice {
  readonly id: OutgoingId;
  readonly type: "joined" | "left";
  readonly speaker: Speaker;
}

/** Asks a Business Messages user how it was: once in a conversation and 24 hours. */
export interface Surveyor {
  survey(to: Destination, id: OutgoingId): Promise<void>;
}
