import { describe, expect, it } from "vitest";
import { PausedError, TransientError } from "../../../shared/base/errors.ts";
import type { AgentId } from "../../../shared/base/ids.ts";
import type { Pause, PauseScope } from "../../../shared/ports/pauses.ts";
import { openPauseGate, type Speech } from "../../../shared/turn/pause-gate.ts";
import { noon } from "../../contracts/facts.ts";
import { logged } from "../../support/log-lines.ts";

const AGENT = "my_agent" as AgentId;
const ANSWER: Speech = { agent: AGENT, because: "bot" };
const REQUEST: Speech = { agent: AGENT, because: "outbound" };
const BOT: PauseScope = { type: "bot" };
const LATE = noon(3_600_000);

/** A gate over a document that a test writes, and what reading it costs. */
function openGate() {
  let now = noon();
  let stored: () => readonly PauseScope[] = () => [];
  let reads = 0;
  const { log, lines } = logged();
  const read = async (): Promise<readonly Pause[]> => {
    reads += 1;
    return stored().map((scope) => ({ scope, since: noon(), by: "ada" }));
  };
  return {
    ...openPauseGate({ pauses: { read }, clock: { now: () => now }, log }),
    lines,
    reads: () => reads,
    store: (...scopes: readonly PauseScope[]) => {
      stored = () => scopes;
    },
    fail: () => {
      stored = () => {
        throw new TransientError("Cannot get: Firestore failed");
      };
    },
    pass: (seconds: number) => {
      now = new Date(now.getTime() + seconds * 1000);
    },
  };
}

describe("openPauseGate()", () => {
  it("reads once for everything that is said within half a minute, also at the same time", async () => {
    const gate = openGate();
    await Promise.all([gate.refusal(ANSWER), gate.refusal(REQUEST), gate.permit(ANSWER, LATE)]);
    gate.pass(29);
    for (let n = 0; n < 1000; n += 1) await gate.refusal(ANSWER);
    expect(gate.reads()).toBe(1);
    gate.pass(1);
    await gate.refusal(ANSWER);
    expect(gate.reads()).toBe(2);
  });

  it("reads nothing while nothing is to be said", () => {
    expect(openGate().reads()).toBe(0);
  });

  it("permits for so long that what it permits has ended 55 s after the reading", async () => {
    const gate = openGate();
    expect(await gate.permit(ANSWER, LATE)).toEqual(noon(55_000));
    gate.pass(29);
    expect(await gate.permit(ANSWER, LATE)).toEqual(noon(55_000));
    expect(await gate.permit(ANSWER, noon(31_000))).toEqual(noon(31_000));
  });

  it("refuses within half a minute what is paused, and permits within half a minute what is resumed", async () => {
    const gate = openGate();
    await gate.permit(ANSWER, LATE);
    gate.store(BOT);
    gate.pass(30);
    await expect(gate.permit(ANSWER, LATE)).rejects.toThrow(PausedError);
    gate.store();
    gate.pass(30);
    expect(await gate.refusal(ANSWER)).toBeUndefined();
  });

  it("sees a pause also when the clock was set back", async () => {
    const gate = openGate();
    await gate.refusal(ANSWER);
    gate.store(BOT);
    gate.pass(-3600);
    expect(await gate.refusal(ANSWER)).toBeInstanceOf(PausedError);
  });

  it.each<[PauseScope, Speech, boolean]>([
    [BOT, ANSWER, true],
    [BOT, REQUEST, false],
    [{ type: "outbound" }, ANSWER, false],
    [{ type: "outbound" }, REQUEST, true],
    [{ type: "agent", agent: AGENT }, ANSWER, true],
    [{ type: "agent", agent: AGENT }, REQUEST, true],
    [{ type: "agent", agent: "another" as AgentId }, REQUEST, false],
  ])("lets a pause of %j meet %j: %j", async (scope, speech, isPaused) => {
    const gate = openGate();
    gate.store(scope);
    expect((await gate.refusal(speech)) !== undefined).toBe(isPaused);
  });

  it("tells at each reading what is paused", async () => {
    const gate = openGate();
    gate.store(BOT, { type: "agent", agent: AGENT });
    for (const seconds of [0, 10, 20]) {
      gate.pass(seconds);
      await gate.refusal(ANSWER);
    }
    const told = [
      { severity: "WARNING", event: "is_paused", kind: "bot" },
      { severity: "WARNING", event: "is_paused", kind: "agent", agent: AGENT },
    ];
    expect(gate.lines).toMatchObject([...told, ...told]);
  });
});

describe("openPauseGate(), when it cannot read", () => {
  it("permits, where nothing is known, and tells so", async () => {
    const gate = openGate();
    gate.fail();
    expect(await gate.permit(ANSWER, LATE)).toEqual(noon(55_000));
    expect(gate.lines).toMatchObject([{ severity: "WARNING", event: "pauses_unread" }]);
  });

  it("goes on with what it knew", async () => {
    const gate = openGate();
    gate.store(BOT);
    await gate.refusal(ANSWER);
    gate.fail();
    gate.pass(30);
    expect(await gate.refusal(ANSWER)).toBeInstanceOf(PausedError);
  });

  it("tries again half a minute later, and not before", async () => {
    const gate = openGate();
    gate.fail();
    await gate.refusal(ANSWER);
    gate.store(BOT);
    expect([await gate.refusal(ANSWER), gate.reads()]).toEqual([undefined, 1]);
    gate.pass(30);
    expect(await gate.refusal(ANSWER)).toBeInstanceOf(PausedError);
  });
});
