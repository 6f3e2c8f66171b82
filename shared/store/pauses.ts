import type { AgentId } from "../base/ids.ts";
import { isObject } from "../base/json.ts";
import type { Pause, PauseRegister, PauseScope } from "../ports/pauses.ts";
import { type DocumentStore, GONE, type Members } from "./document-store.ts";
import { PAUSES_PATH } from "./paths.ts";

/** What is paused, in one document beside history: a member for each scope. */
export function storedPauses(documents: DocumentStore): PauseRegister {
  return {
    async read() {
      const [document] = await documents.get([PAUSES_PATH]);
      return document === undefined ? [] : readPauses(document.members);
    },
    async add({ scope, since, by }) {
      const members = { [memberOf(scope)]: { ...scope, since: since.getTime(), by } };
      await documents.commit([{ do: "merge", path: PAUSES_PATH, members }]);
    },
    async remove(scope) {
      await documents.commit([{ do: "merge", path: PAUSES_PATH, members: { [memberOf(scope)]: GONE } }]);
    },
  };
}

/** Reads the document's members. One that somebody has written by hand pauses what it names; what it names not is ignored. */
function readPauses(members: Members): readonly Pause[] {
  return Object.values(members).flatMap((member) => {
    if (!isObject(member)) return [];
    const scope = readScope(member);
    const since = new Date(typeof member.since === "number" ? member.since : 0);
    return scope === undefined ? [] : [{ scope, since, by: typeof member.by === "string" ? member.by : "unknown" }];
  });
}

function readScope({ type, agent }: Members): PauseScope | undefined {
  if (type === "bot" || type === "outbound") return { type };
  return type === "agent" && typeof agent === "string" ? { type, agent: agent as AgentId } : undefined;
}

/** Agents' names have dots and slashes, which mean something in the name of a member. */
function memberOf(scope: PauseScope): string {
  return scope.type === "agent" ? `agent-${Buffer.from(scope.agent).toString("base64url")}` : scope.type;
}
