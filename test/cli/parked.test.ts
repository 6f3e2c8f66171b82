import { describe, expect, it } from "vitest";
import { DEMO_AGENTS, DEMO_KEY } from "../../cli/demo-agents.ts";
import type { Address, AgentId } from "../../shared/base/ids.ts";
import { conversationId } from "../../shared/envelope/conversation.ts";
import { keptDatabase } from "../support/kept-database.ts";
import { factsOf, runHeliograph } from "../support/run-heliograph.ts";

const PHONE = "+447700900123";
const RECEIVED = "2026-11-20T10:15:15.000Z";
const AGENT = DEMO_AGENTS[0]?.agent as AgentId;

const text = (agentId: string | undefined) =>
  JSON.stringify({ agentId, senderPhoneNumber: PHONE, text: "my secret", messageId: "m1" });

/** Parks webhooks of RCS as ingress does: parked/1 to parked/n. */
async function withParked(...bodies: readonly (readonly [body: string, reason: string])[]) {
  const database = keptDatabase();
  for (const [body, reason] of bodies) {
    const attributes = { channel: "rcs", received: RECEIVED, version: "1", reason };
    await database.put("parked", { bytes: Buffer.from(body), attributes });
  }
  const run = (...args: readonly string[]) => runHeliograph(["parked", ...args, "--data", database.file]);
  return { database, run };
}

describe("heliograph parked", { timeout: 60_000 }, () => {
  it("counts what is parked by reason, and shows one without anybody's words", async () => {
    const { run } = await withParked([text(AGENT), "agent-not-configured"], ["{", "unreadable"]);
    expect((await run()).stdout).toMatch(/^parked +agent-not-configured +1, oldest for \d+ s: parked\/1$/m);
    const { stdout } = await run("show", "parked/1");
    expect(stdout).toMatch(/^ {2}received: 2026-11-20T10:15:15.000Z$/m);
    expect(stdout).not.toMatch(/7700|secret/);
  });

  it("sends to its function what an agent was missing for, as ingress would have, with the time when it came", async () => {
    const { run, database } = await withParked([text(AGENT), "agent-not-configured"]);
    const since = factsOf(await run("list", "--each", "--json"))[0]?.since;
    expect((await run("redrive", "--all")).stdout).toMatch(/^Redrove 1 parked webhook\.$/m);
    const conversation = conversationId(DEMO_KEY, { channel: "rcs", agent: AGENT, address: PHONE as Address });
    const attributes = {
      channel: "rcs",
      agent: AGENT,
      kind: "message",
      conversation,
      received: RECEIVED,
      version: "1",
    };
    expect(database.on("message")).toEqual([
      {
        bytes: Buffer.from(text(AGENT)),
        attributes: { ...attributes, published: since, redrive: "1" },
        orderingKey: conversation,
      },
    ]);
    expect(database.on("parked")).toEqual([]);
  });

  it("keeps what no function can take, and says what is missing", async () => {
    const { run, database } = await withParked(
      [text("not_ours"), "agent-not-configured"],
      [text(undefined), "no-agent-named"],
      ['{"agentId": "demo_agent", "something": 1}', "unknown-kind"],
      ["{", "unreadable"],
    );
    const { stdout, exitCode, stderr } = await run("redrive", "--all");
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("parked/1 stays: agent-not-configured: agent not_ours is not in AGENTS\n");
    expect(stdout).toMatch(/^parked\/2 stays: no-agent-named: .*ask whoever sent it$/m);
    expect(stdout).toMatch(/^parked\/3 stays: unknown-kind: this release knows no such webhook/m);
    expect(stdout).toMatch(/^parked\/4 stays: unreadable/m);
    expect(stdout).toMatch(/^4 parked webhooks cannot be redriven yet\.$/m);
    expect(database.on("parked")).toHaveLength(4);
  });

  it("keeps what ingress did not publish", async () => {
    const { run, database } = await withParked();
    await database.put("parked", { bytes: Buffer.from(text(AGENT)), attributes: {} });
    expect((await run("redrive", "--all")).stdout).toMatch(/^parked\/1 stays: .* ingress did not publish it$/m);
  });

  it.each<[string, readonly string[], number, RegExp]>([
    ["the id of a dead letter", ["show", "message/1"], 2, /an id that the list shows, such as parked\/5/],
    ["an id that nothing has", ["redrive", "parked/9"], 1, /^Cannot find parked\/9: npx heliograph parked list/],
    ["to redrive without a choice", ["redrive"], 2, /expected ids, options that choose parked webhooks, or --all/],
  ])("refuses %s, and says what it wants", async (_what, args, exitCode, message) => {
    const { run } = await withParked([text(AGENT), "agent-not-configured"]);
    expect(await run(...args)).toMatchObject({ exitCode, stderr: expect.stringMatching(message) });
  });
});
