import type { Content, TappedSuggestion } from "../inbound/inbound.ts";
import type { Reply } from "../reply/reply.ts";
import { suggestionsOf } from "../reply/suggestions-of.ts";
import { agreementOf } from "./agreement.ts";
import { hear, isSame } from "./match-words.ts";

/** A suggestion that a user may tap, or type: its words, and what a tap on it carries. */
export interface OfferedChip {
  readonly text: string;
  readonly postback: string;
}

/** Of JSON: they are read with every message. A carousel with the longest postbacks is bigger. */
const MAX_BYTES = 10_000;

/**
 * What replies offer to tap, at most 10 KB of it. An action is left out: who types its words has not opened anything, and
 * must not be taken for somebody who has.
 */
export function chipsOf(replies: readonly Reply[]): readonly OfferedChip[] {
  let bytes = 0;
  return replies
    .flatMap(suggestionsOf)
    .flatMap((chip) => (chip.type === "reply" || chip.type === "requestLiveAgent" ? [chip] : []))
    .map(({ text, postback }) => ({ text, postback }))
    .filter((chip) => {
      bytes += Buffer.byteLength(JSON.stringify(chip));
      return bytes <= MAX_BYTES;
    });
}

/**
 * The tap that typed words stand for: they are those of a chip; or they say yes or no, as one of the chips does in its own
 * words. `undefined` where no chip has them, or where several have that carry different postbacks.
 */
export function typedTap(content: Content, chips: readonly OfferedChip[] = []): TappedSuggestion | undefined {
  if (content.type !== "text" || chips.length === 0) return undefined;
  const [chip, ...others] = meant(content.text, chips);
  if (chip === undefined || others.some(({ postback }) => postback !== chip.postback)) return undefined;
  return { type: "suggestion", kind: "reply", text: chip.text, postback: chip.postback };
}

/** The chips that a text may mean, by the closest likeness that there is. */
function meant(typed: string, chips: readonly OfferedChip[]): readonly OfferedChip[] {
  const words = hear(typed);
  const same = chips.filter(({ text }) => isSame(hear(text), words));
  // Signs tell chips apart whose words are the same, such as A+ and A-.
  const exact = same.filter(({ text }) => hear(text).folded() === words.folded());
  if (exact.length > 0) return exact;
  const agreement = agreementOf(typed);
  if (same.length > 0 || agreement === undefined) return same;
  return chips.filter(({ text }) => agreementOf(firstClause(text)) === agreement);
}

/** `Yes, cancel it` says yes. */
function firstClause(text: string): string {
  return text.split(/[,.;:!–—]/u)[0] ?? text;
}
