/**
 * The words that the user's RCS app sends beside an UNSUBSCRIBE or SUBSCRIBE event: STOP and START, BAJA and ALTA (ES, MX),
 * parar and começar (BR), Démarrer (FR).
 * @see https://developers.google.com/business-communications/rcs-business-messaging/guides/build/events/receive-events
 */
const KEYWORDS: ReadonlySet<string> = new Set(["stop", "baja", "parar", "start", "alta", "démarrer", "começar"]);

/** True for a text that is such a word and nothing else. */
export function isOptOutKeyword(text: string): boolean {
  return KEYWORDS.has(text.normalize("NFC").trim().toLowerCase());
}
