import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { IN_MEMORY } from "./options.ts";

const BYTES = 18;
const TOKEN = /^[\w-]{24}$/;

/**
 * A token of what runs over a database: of its page, or the client token of an agent of one's own. It stays the same, so that
 * what knew it before knows the next `npm start` too, and stands in a file that nobody but its owner can read.
 */
export function keepToken(data: string, name: "page-token" | "client-token"): string {
  const made = randomBytes(BYTES).toString("base64url");
  if (data === IN_MEMORY) return made;
  const file = `${data}.${name}`;
  const kept = existsSync(file) ? readFileSync(file, "utf8") : "";
  if (TOKEN.test(kept)) return kept;
  writeFileSync(file, made, { mode: 0o600 });
  return made;
}
