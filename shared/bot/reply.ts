import { PermanentError } from "../base/errors.ts";

/** What the bot says, in no channel's words. */
export interface Reply {
  readonly text: string;
}

/** Both channels take 3,072 characters of text; UTF-16 units are the stricter reading of "character". */
const MAX_TEXT_LENGTH = 3072;

/** A reply of plain text. @throws PermanentError when it is empty or longer than both channels take. */
export function text(value: string): Reply {
  if (value === "" || value.length > MAX_TEXT_LENGTH) {
    throw new PermanentError(
      "bad-reply",
      `Cannot reply with this text: expected 1 to ${MAX_TEXT_LENGTH} characters, got ${value.length}; shorten or split it`,
    );
  }
  return { text: value.toWellFormed() };
}
