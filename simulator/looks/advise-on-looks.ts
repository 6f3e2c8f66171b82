import type { ShownMessage } from "../state/phone.ts";
import type { Look } from "./look.ts";
import { LOOKS, type LookName } from "./looks.ts";
import { partsOf } from "./message-parts.ts";

/** What to tell the author of a message, and the row of `LOOKS` that says it. */
export interface LooksAdvice extends Pick<Look, "phone" | "advice" | "source" | "isCommon"> {
  readonly look: LookName;
}

/**
 * Tells how a message of RCS looks or works otherwise on one of the phones, one piece a row of the table. Half a message, as
 * somebody composes it, is fine. There is no advice about Business Messages.
 */
export function adviseOnLooks(message: Pick<ShownMessage, "text" | "content">): readonly LooksAdvice[] {
  const parts = partsOf(message);
  return NAMES.flatMap((look) => {
    const { applies, ...told }: Look = LOOKS[look];
    return applies(parts) ? [{ look, ...told }] : [];
  });
}

const NAMES = Object.keys(LOOKS).filter((name): name is LookName => Object.hasOwn(LOOKS, name));
