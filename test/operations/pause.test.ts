import { describe, expect, it, onTestFinished } from "vitest";
import type { Operation } from "../../operations/operation.ts";
import type { Operator } from "../../operations/operator.ts";
import { pause } from "../../operations/pause.ts";
import { type Redrive, resumeOperation } from "../../operations/resume.ts";
import { status } from "../../operations/status.ts";
import { readAgents } from "../../shared/base/agent.ts";
import { openDatabase } from "../../shared/local/database.ts";
import { localDocuments } from "../../shared/local/documents.ts";
import { localHistory } from "../../shared/local/history.ts";
import { localLogLines } from "../../shared/local/log-lines.ts";
import { noon } from "../contracts/facts.ts";
import { AGENTS } from "../support/fixtures.ts";

const [RCS, CHAT] = AGENTS.map(({ agent }) => agent);
const BOT = { scope: { type: "bot" } };
const ADA = { ...BOT, by: "ada" };
const DEPLOYMENT = { type: "deployment", deployment: { type: "embedded", name: "memory" } };

/** An operator over an empty database, at noon: to sleep lets the time pass. */
function openOperator() {
  const db = openDatabase(":memory:");
  onTestFinished(() => db.close());
  let now = noon();
  const redriven: string[] = [];
  const operator: Operator = {
    deployment: { type: "embedded", name: "memory" },
    publisher: { publish: async () => undefined },
    history: localHistory(db),
    documents: localDocuments(db),
    logLines: localLogLines(db),
    directory: async () => ({ agents: readAgents(JSON.stringify(AGENTS)), conversationKey: "key" }),
    clock: {
      now: () => now,
      after: () => () => undefined,
      sleep: async (ms) => {
        now = new Date(now.getTime() + ms);
      },
    },
  };
  const redrive: Redrive<string> = async function* ({ kind, reason }) {
    redriven.push(`${kind} ${reason} at ${now.getTime() - noon().getTime()}`);
    yield kind;
  };
  /** Asks as the command line does: the request is JSON. */
  const ask = <R, T>(operation: Operation<R, T>, request: unknown, signal = new AbortController().signal) =>
    Array.fromAsync(operation.run(operation.read({ value: request, path: "" }), operator, signal));
  return { ask, operator, resume: resumeOperation(redrive), redriven };
}

describe("pause", () => {
  it("tells since when, by whom, and by when nothing more is said", async () => {
    const { ask } = openOperator();
    expect(await ask(pause, ADA)).toEqual([
      { type: "paused", ...ADA, since: noon().toISOString() },
      { type: "silent-by", at: noon(55_000).toISOString() },
    ]);
  });

  it("leaves as it is what is paused already", async () => {
    const { ask, operator } = openOperator();
    await ask(pause, ADA);
    await operator.clock.sleep(60_000);
    expect(await ask(pause, { ...BOT, by: "ben" })).toMatchObject([{ since: noon().toISOString(), by: "ada" }, {}]);
  });

  it("names the agents there are when asked for another", async () => {
    const { ask } = openOperator();
    const request = { scope: { type: "agent", agent: "typo" }, by: "ada" };
    await expect(ask(pause, request)).rejects.toThrow(`expected one of AGENTS, ${RCS}, ${CHAT}, got typo`);
    expect(await ask(status, {})).toEqual([DEPLOYMENT]);
  });

  it.each<[unknown, RegExp]>([
    [{ scope: { type: "everything" }, by: "ada" }, /scope\.type.*bot, outbound.*agent/],
    [{ scope: { type: "agent" }, by: "ada" }, /scope\.agent: expected a string/],
    [{ scope: "bot", by: "ada" }, /scope: expected an object/],
    [{ ...BOT, by: "" }, /by: expected 1 to 100 characters/],
    [{ ...BOT }, /by: expected a string/],
  ])("refuses %j and names what is wrong with it", async (request, message) => {
    expect(() => pause.read({ value: request, path: "" })).toThrow(message);
  });
});

describe("status", () => {
  it("tells each pause", async () => {
    const { ask } = openOperator();
    const agent = { scope: { type: "agent", agent: RCS }, by: "ben" };
    for (const request of [ADA, agent]) await ask(pause, request);
    const since = noon().toISOString();
    expect(await ask(status, {})).toEqual([
      DEPLOYMENT,
      { type: "paused", ...ADA, since },
      { type: "paused", ...agent, since },
    ]);
  });
});

describe("resume", () => {
  it("sends again what waits when every process knows: users' words first", async () => {
    const { ask, resume, redriven } = openOperator();
    await ask(pause, ADA);
    const told = await ask(resume, BOT);
    expect(told.slice(0, 2)).toEqual([
      { type: "resumed", scope: { type: "bot" } },
      { type: "waiting", until: noon(32_000).toISOString() },
    ]);
    expect(redriven).toEqual(["message", "event", "outbound", "deadline"].map((kind) => `${kind} paused at 32000`));
    expect(await ask(status, {})).toEqual([DEPLOYMENT]);
  });

  it("leaves other pauses as they are", async () => {
    const { ask, resume } = openOperator();
    await ask(pause, ADA);
    await ask(pause, { scope: { type: "outbound" }, by: "ada" });
    await ask(resume, BOT);
    expect(await ask(status, {})).toMatchObject([{}, { type: "paused", scope: { type: "outbound" } }]);
  });

  it("goes on where it was broken off: what waits is sent again though nothing is paused any more", async () => {
    const { ask, resume, redriven } = openOperator();
    await ask(pause, ADA);
    await ask(resume, BOT, AbortSignal.abort());
    expect(redriven).toEqual([]);
    const told = await ask(resume, BOT);
    expect(told).toMatchObject([
      { type: "was-not-paused" },
      { type: "waiting" },
      "message",
      "event",
      "outbound",
      "deadline",
    ]);
  });
});
