import type { PageAgentLine, PagePhone, PageState } from "./state.ts";

/** In place of the id of a message, while it is composed. */
export const DRAFT_ID = "draft";

/** The phone as it would show what is being composed, below all that it shows. */
export function withDraft(
  { view, compose, saved, clockAheadMs }: Pick<PageState, "view" | "compose" | "saved" | "clockAheadMs">,
  phone: PagePhone,
): PagePhone {
  const shown = compose.judged?.composed.channels[phone.channel]?.shown;
  if (view.tab !== "compose" || saved !== undefined || shown === undefined) return phone;
  const line: PageAgentLine = {
    by: "agent",
    id: DRAFT_ID,
    at: new Date(Date.now() + clockAheadMs).toISOString(),
    way: undefined,
    message: { type: "message", ...shown, bytes: 0 },
    status: "draft",
  };
  return { ...phone, lines: [...phone.lines, line] };
}
