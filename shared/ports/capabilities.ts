import type { CallScope } from "../base/call-scope.ts";
import type { ConversationAddress } from "../conversation/address.ts";

/** What a phone can show. */
export interface Capabilities {
  /** From a cache for hours: a hint. The truth is how a message is answered. */
  check(to: AgentsPhone, scope?: CallScope): Promise<Capability>;
  /** What an earlier check in this process told, while it counts. It asks nobody. */
  recall(to: AgentsPhone): Capability | undefined;
}

/** A phone, and the agent that asks about it. */
export type AgentsPhone = Pick<ConversationAddress, "agent" | "address">;

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
