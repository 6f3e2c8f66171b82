import type { DraftProblem } from "../../../../page/composed.ts";
import type { Draft } from "../../../../page/read-draft.ts";
import type { Channel } from "../../../../shared/base/ids.ts";

type CardChip = NonNullable<Extract<Draft, { readonly type: "card" }>["card"]["suggestions"]>[number];

/** A draft at a limit, the same one over it, the place that is told, and who of Google's channels documents the limit. */
export interface Edge {
  readonly at: Draft;
  readonly over: Draft;
  readonly place: DraftProblem["place"];
  readonly words: string;
  readonly by: readonly Channel[];
}

export const BOTH = ["rcs", "business-messages"] as const;
export const RCS = ["rcs"] as const;

export const words = (length: number) => "x".repeat(length);
export const link = (length: number) => "https://example.com/".padEnd(length, "x");
export const chip = (text = "Yes", postback = "yes"): CardChip => ({ type: "reply", text, postback });
