import type { Log } from "../base/log.ts";
import { present } from "../base/present.ts";
import type { Fact, Outcome } from "../conversation/journal.ts";
import type { Sent } from "./send-reply.ts";

/** Dashboards count these lines, and compare them with those of receipts. */
export function logSent(
  { channel, agent, conversation }: Fact,
  { acceptance = {}, isShortened = false }: Partial<Sent> = {},
  log: Log,
): Pick<Outcome, "acceptance"> {
  const { billing, carrier, attachmentBytes, expireTime } = acceptance;
  const cost = { billing: billing?.type, segments: billing?.segments, carrier, attachmentBytes, expireTime };
  log("INFO", "message_sent", { channel, agent, conversation, ...present(cost) });
  if (isShortened) log("WARNING", "text_shortened", { channel, agent, conversation });
  return Object.keys(acceptance).length === 0 ? {} : { acceptance };
}
