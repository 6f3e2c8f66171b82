import type { InboundMessage } from "./inbound.ts";
import { plainWordsOf } from "./peoples-words.ts";

/**
 * The words that the user's RCS app sends beside an UNSUBSCRIBE or SUBSCRIBE event: STOP and START, BAJA and ALTA (ES, MX),
 * parar and começar (BR), Démarrer (FR). Here without case and accents.
 * @see https://developers.google.com/business-communications/rcs-business-messaging/guides/build/events/receive-events
 */
const KEYWORDS: Readonly<Record<string, OptOutKeyword>> = {
  stop: "stop",
  baja: "stop",
  parar: "stop",
  start: "start",
  alta: "start",
  demarrer: "start",
  comecar: "start",
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
  const word = plainWordsOf(content.text);
  return Object.hasOwn(KEYWORDS, word) ? KEYWORDS[word] : undefined;
}
