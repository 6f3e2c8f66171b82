import type { Reply } from "./reply.ts";
import type { Suggestion } from "./suggestion.ts";

/** All suggestions of a reply: those of its cards, then its own. */
export function suggestionsOf(reply: Reply): readonly Suggestion[] {
  const cards = reply.type === "carousel" ? reply.cards : reply.type === "card" ? [reply.card] : [];
  return [...cards.flatMap(({ suggestions = [] }) => suggestions), ...(reply.suggestions ?? [])];
}
