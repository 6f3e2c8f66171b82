import type { MessageId } from "../base/ids.ts";
import type { Act } from "../conversation/act.ts";
import { isPlainTextId } from "../conversation/turn-id.ts";
import { limit } from "../reply/limits.ts";

/** What is stored of an act, as far as it tells whether it is done. */
interface StoredOutcome {
  readonly act?: Act;
  /** What the newest receipt called it. */
  readonly id?: MessageId;
  readonly times?: { readonly delivered?: number; readonly read?: number };
  readonly isDone?: boolean;
  readonly failure?: string;
}

/** True for an act that no try performs again. A receipt that came before the send's own answer proves it too. */
export function isDone({ isDone: isRecorded, failure, ...stored }: StoredOutcome): boolean {
  return isRecorded === true || failure !== undefined || isProven(stored);
}

/** True for what has arrived as a whole: one text of several says nothing of those that follow it. */
export function isProven({ act, id, times = {} }: StoredOutcome): boolean {
  if ((times.delivered ?? times.read) === undefined) return false;
  const isPart = id !== undefined && isPlainTextId(id);
  return !isPart || act?.do !== "send" || isOneText(act.reply);
}

/** One plain text holds a reply whose whole JSON is no longer than a text may be. */
function isOneText(reply: object): boolean {
  return JSON.stringify(reply).length <= limit("text");
}
