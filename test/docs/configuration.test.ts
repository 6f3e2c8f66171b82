import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { KEPT_TOPICS, subscription } from "../../cli/stack.ts";
import { TIMERS_PATH } from "../../functions/events/events.ts";
import { readAgents } from "../../shared/base/agent.ts";
import { agentId } from "../../shared/base/ids.ts";
import { KINDS, replayTopic } from "../../shared/ports/topic.ts";
import { readKeyRing, tokensFor } from "../../shared/webhook/key-ring.ts";

const PAGE = readFileSync("docs/configuration.md", "utf8");

/** The rows of the table under a heading. */
function rowsOf(heading: string): readonly string[] {
  const [, rest = ""] = PAGE.split(`\n## ${heading}\n`);
  const [section = ""] = rest.split(/\n##+ /);
  return section.split("\n").filter((line) => line.startsWith("| `"));
}

/** The names in a row's first cell. */
function names(rows: readonly string[], pattern: RegExp): readonly string[] {
  return rows.flatMap((row) => [...(row.split(" | ")[0] ?? "").matchAll(pattern)].map(([, name = ""]) => name));
}

describe("docs/configuration.md", () => {
  it("has each variable that the functions read, and no other", () => {
    const settings = readFileSync("functions/settings.ts", "utf8");
    const read = [...settings.matchAll(/(?:"|\benv\.)([A-Z][A-Z_]+)\b(?="|\))/g)].map(([, name = ""]) => name);
    expect(names(rowsOf("Variables"), /`([A-Z_]+)`/g).toSorted()).toEqual([...new Set(read)].toSorted());
  });

  it("shows agents and client tokens as they are read", () => {
    const [agents, tokens = ""] = [...PAGE.matchAll(/```json\n(.*?)```/gs)].map(([, block]) => block);
    const [agent] = readAgents(agents);
    expect(agent).toMatchObject({ brand: "bakery", region: "europe" });
    const ring = readKeyRing(tokens, [agent?.agent ?? agentId("rcs", "none")], "CLIENT_TOKENS");
    expect([...tokensFor(ring, agent?.agent)].map(({ token }) => token)).toEqual(["new", "old", "partner"]);
  });

  it("has each topic, and no other", () => {
    const listed = names(rowsOf("Topics"), /`(?:<prefix>)?-([a-z-]+)`/g);
    expect(listed.toSorted()).toEqual([...KINDS, ...KEPT_TOPICS, ...KINDS.map(replayTopic)].toSorted());
  });

  it("subscribes each function as the embedded system does over the emulators", () => {
    const retry = { minBackoffMs: 100, maxBackoffMs: 1000, canDeadLetterInOrder: false };
    const subscribed = [...PAGE.matchAll(/^subscribe (\w+) 808\d(\/\w*) (true|false)$/gm)].map(
      ([, task, path, isOrdered]) => ({ task, path, isOrdered: isOrdered === "true" }),
    );
    const expected = KINDS.map((task) => {
      const { isOrdered } = subscription(task, "http://127.0.0.1", retry);
      return { task, path: task === "deadline" ? TIMERS_PATH : "/", isOrdered };
    });
    expect(subscribed).toHaveLength(KINDS.length);
    expect(subscribed).toEqual(expect.arrayContaining(expected));
  });
});
