import type { PageToken } from "../conversation/journal.ts";
import type { TurnId } from "../conversation/turn-id.ts";

/** Names the place after a turn. */
export function writePageToken(at: number, turn: TurnId): PageToken {
  return `${at} ${turn}` as PageToken;
}

/** The time and the name of the turn that `writePageToken` was given. */
export function readPageToken(token: PageToken): readonly [number, string] {
  const [at = "", turn = ""] = token.split(" ");
  return [Number(at), turn];
}
