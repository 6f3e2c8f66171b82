import type { ComposedCopies } from "../../../page/composed.ts";
import type { Draft } from "../../../page/read-draft.ts";
import { present } from "../../../shared/base/present.ts";

/**
 * The outbound request that says a draft, for whomever: what it is for and how long it is worth sending are the request's own.
 * Placeholders stay as they are written, in links, too.
 */
export function writeRequest({ trafficType, expiry, ...reply }: Draft): ComposedCopies["request"] {
  const isPlain = reply.type === "text" && (reply.suggestions ?? []).length === 0;
  return present({ reply: isPlain ? reply.text : reply, trafficType, ttl: expiry?.seconds });
}
