import type { MessageId } from "../../base/ids.ts";
import { id, type Json, text } from "../../base/json.ts";

/** The id in a resource name: `conversations/C/messages/M` is M. @throws PermanentError when nothing is left. */
export function lastSegment(json: Json): MessageId {
  const name = text(json);
  return id<MessageId>({ value: name.slice(name.lastIndexOf("/") + 1), path: json.path });
}
