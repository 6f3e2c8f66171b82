import type { InboundMessage } from "./inbound.ts";

/**
 * The words that the user's RCS app sends beside an UNSUBSCRIBE or SUBSCRIBE event: STOP and START, BAJA and ALTA (ES, MX),
 * parar and começar (BR), Démarrer (FR).
 * @see https://developers.google.com/business-communications/rcs-business-messaging/guides/build/events/receive-events
 */
const KEYWORDS: Readonly<Record<string, OptOutKeyword>> = {
  stop: "stop",
  baja: "stop",
  parar: "stop",
  start: "start",
  alta: "start",
  démarrer: "start",
  começar: "start",
};

type OptOutKeyword = "stop" | "start";

/**
 * What a message asks for that is one of these words and nothing else: RCS only, because Business Messages has no such words.
 */
export function optOutKeywordOf({
  channel,
  content,
}: Pick<InboundMessage, "channel" | "content">): OptOutKeyword | undefined {
  if (channel !== "rcs" || content.type !== "text") return undefined;
  const word = content.text.normalize("NFC").trim().toLowerCase();
  return Object.hasOwn(KEYWORDS, word) ? KEYWORDS[word] : undefined;
}
