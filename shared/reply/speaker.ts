import { checkWebUrl, checkWords } from "./checks.ts";
import { limit, MAX_NAME_LENGTH } from "./limits.ts";

/** In whose name a message is sent. Business Messages shows it; RCS shows the agent's own name instead. */
export interface Speaker {
  readonly type: "bot" | "human";
  readonly displayName: string;
  /** A public image of 1024 x 1024 pixels and at most 50 KB; Google does not let it change once it was used. */
  readonly avatarUrl?: string;
}

/** @throws PermanentError naming what Business Messages refuses. */
export function checkSpeaker({ displayName, avatarUrl }: Omit<Speaker, "type">): void {
  checkWords("speaker's name", displayName, MAX_NAME_LENGTH);
  if (avatarUrl !== undefined) checkWebUrl("avatar URL", avatarUrl, limit("url"));
}
