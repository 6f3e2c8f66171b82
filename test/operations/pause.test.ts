import { describe, expect, it } from "vitest";
import type { Operation } from "../../operations/operation.ts";
import { pause } from "../../operations/pause.ts";
import { resume } from "../../operations/resume.ts";
import { status } from "../../operations/status.ts";
import { deadLetterTopic, type Kind } from "../../shared/ports/topic.ts";
import { noon } from "../contracts/facts.ts";
import { openEmptyOperator } from "../support/empty-operator.ts";
import { AGENTS } from "../support/fixtures.ts";

const [RCS, CHAT] = AGENTS.map(({ agent }) => agent);
const BOT = { scope: { type: "bot" } };
const RESUMED = { ...BOT, by: "ada" };
const ADA = { ...BOT, by: "ada" };
const DEPLOYMENT = { type: "deployment", deployment: { type: "embedded", name: "memory" } };

/** An operator over an empty database, at noon: to sleep lets the time pass. */
function openOperator() {
  const operator = openEmptyOperator(noon());
  /** A dead letter, as a pause makes it. */
  const hold = (kind: Kind, reason = "paused") =>
    operator.publisher.publish(deadLetterTopic(kind), { bytes: Buffer.from("{}"), attributes: { kind, reason } });
  /** Asks as the command line does: the request is JSON. */
  const ask = <R, T>(operation: Operation<R, T>, request: unknown, signal = new AbortController().signal) =>
    Array.fromAsync(operation.run(operation.read({ value: request, path: "" }), operator, signal));
  return { ask, operator, hold };
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
    [{ ...BOT, by: "" }, /by: expected 1 to 200 characters/],
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
  it("sends again what waits when every process knows: users' words first, and nothing that died for another reason", async () => {
    const { ask, hold } = openOperator();
    await ask(pause, ADA);
    for (const kind of ["deadline", "outbound", "message"] as const) await hold(kind);
    await hold("event", "failed-too-often");
    const told = await ask(resume, RESUMED);
    expect(told.slice(0, 2)).toEqual([
      { type: "resumed", scope: { type: "bot" } },
      { type: "every-process-knows", at: noon(32_000).toISOString() },
    ]);
    const sent = told.flatMap((fact) => (fact.type === "redriven" ? [fact.kind] : []));
    expect([sent[0], sent.toSorted()]).toEqual(["message", ["deadline", "message", "outbound"]]);
    expect(told.at(-1)).toMatchObject({ type: "summary", redriven: 3, notMeant: 1 });
    expect(await ask(status, {})).toEqual([DEPLOYMENT]);
  });

  it("leaves other pauses as they are", async () => {
    const { ask } = openOperator();
    await ask(pause, ADA);
    await ask(pause, { scope: { type: "outbound" }, by: "ada" });
    await ask(resume, RESUMED);
    expect(await ask(status, {})).toMatchObject([{}, { type: "paused", scope: { type: "outbound" } }]);
  });

  it("goes on where it was broken off: what waits is sent again though nothing is paused any more", async () => {
    const { ask, hold } = openOperator();
    await ask(pause, ADA);
    await hold("message");
    expect((await ask(resume, RESUMED, AbortSignal.abort())).map(({ type }) => type)).toEqual([
      "resumed",
      "every-process-knows",
    ]);
    const told = await ask(resume, RESUMED);
    expect(told.map(({ type }) => type)).toEqual(["was-not-paused", "every-process-knows", "redriven", "summary"]);
  });
});
