import { PermanentError } from "../../base/errors.ts";
import type { OutgoingId } from "../../base/ids.ts";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Why an id is refused for ever: without a conversation there is nobody to talk to. */
const REASONS = { conversation: "bad-address", message: "bad-id" } as const;

/** An id as one step of a URL's path. @throws PermanentError when it is empty, or dots that would lead elsewhere. */
export function pathSegment(id: string, what: keyof typeof REASONS): string {
  if (/^\.{0,2}$/.test(id)) {
    throw new PermanentError(
      REASONS[what],
      `Cannot call Google: expected a ${what} id, got ${id.length} characters or dots`,
    );
  }
  return encodeURIComponent(id);
}

/** An id of ours, as Google demands it. @throws PermanentError when it is no UUID. */
export function uuid(id: OutgoingId): string {
  if (UUID.test(id)) return id;
  throw new PermanentError("bad-id", `Cannot call Google: expected a UUID as the id, got ${id.length} characters`);
}

/** A URL with its query, every value encoded. */
export function urlOf(base: string, path: string, query: Readonly<Record<string, string>>): string {
  return `${base}${path}?${new URLSearchParams(query)}`;
}
