import type { MessageId } from "../../base/ids.ts";
import type { Json } from "../../base/read.ts";
import * as read from "../../base/read.ts";

/** The id in a resource name: `conversations/C/messages/M` is M. @throws PermanentError when nothing is left. */
export function lastSegment(json: Json): MessageId {
  const name = read.text(json);
  return read.id<MessageId>({ value: name.slice(name.lastIndexOf("/") + 1), path: json.path });
}
