import type { LogLine } from "../../shared/ports/log-lines.ts";
import type { Operator } from "../operator.ts";
import { type Finding, ok, unknown, warning } from "./finding.ts";

const DAYS = 7;
const DAY_MS = 86_400_000;

/**
 * Which token Google signed with last. The newest of a list is logged once a process, an older one once a minute while it is in use: a
 * line of an older one that is not the last says that the rotation is over.
 */
export async function checkTokenUse({ logLines, clock }: Operator): Promise<readonly Finding[]> {
  if (logLines.absence !== undefined) return [unknown(`which token Google uses: ${logLines.absence}`)];
  const to = clock.now();
  const from = new Date(to.getTime() - DAYS * DAY_MS);
  const last = new Map<string, LogLine>();
  for await (const line of logLines.find({ event: "token_matched" }, { from, to })) {
    last.set(String(line.fields.tokenOwner), line);
  }
  if (last.size === 0)
    return [
      unknown(
        `which token Google uses: none has signed a webhook in ${DAYS} days`,
        "write to the agent from a phone, then ask again",
      ),
    ];
  return [...last].map(([owner, line]) => describe(owner, line));
}

function describe(owner: string, { at, fields }: LogLine): Finding {
  const when = at.toISOString();
  if (fields.tokenPosition === 0) return ok(`Google signed with the newest token of ${owner} at ${when}`);
  return warning(
    `Google signed with an old token of ${owner} at ${when}`,
    "finish the rotation: docs/operations.md, Rotate a token; enter the newest one in Google's console",
  );
}
