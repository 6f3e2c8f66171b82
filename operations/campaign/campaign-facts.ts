import type { CampaignCommand, CampaignCounts } from "./campaign-record.ts";

/** Why a campaign waits. */
export type HoldReason = "paused" | "outbound-paused" | "night" | "daily-limit" | "nobody-takes";

/** What happens while a campaign runs. */
export type CampaignFact =
  | {
      readonly type: "begun";
      readonly name: string;
      readonly isResumed: boolean;
      readonly people: number;
      readonly left: number;
    }
  /** `rate`: how many are now published at once, which adapts to how fast they are taken. */
  | ({ readonly type: "progress"; readonly left: number; readonly rate: number } & CampaignCounts)
  | { readonly type: "waiting"; readonly why: HoldReason; readonly left: number; readonly until?: string }
  | CampaignReport;

/** What became of a campaign so far, as history knows it. */
export interface CampaignReport extends CampaignCounts {
  readonly type: "report";
  readonly name: string;
  readonly command: CampaignCommand;
  /** Not done: for their morning, or because it was stopped. */
  readonly left: number;
  /** Published, and not done yet: it waits, is tried again, or is a dead letter. */
  readonly notTaken: number;
  /** Taken by Google, and no receipt has come. */
  readonly sent: number;
  /** Delivered, and no READ has come. */
  readonly delivered: number;
  readonly read: number;
  readonly expired: number;
  /** Said by another channel. */
  readonly fellBack: number;
  /** Not sent, by reason. */
  readonly refused: Readonly<Record<string, number>>;
}
