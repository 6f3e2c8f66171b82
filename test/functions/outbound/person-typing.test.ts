import { expect, it } from "vitest";
import { outbound } from "../../../functions/outbound/outbound.ts";
import { AGENTS } from "../../support/fixtures.ts";
import { passTime } from "../../support/manual-clock.ts";
import { openPorts, pushOf } from "../../support/open-ports.ts";

const ABOUT = { agent: AGENTS[0].agent, to: "+447700900123" };
const ANN = { displayName: "Ann" };
const TYPES = { ...ABOUT, id: "ann-typing", handoff: "typing", speaker: ANN };
const JOINS = { ...ABOUT, id: "ann-joins", handoff: "join", speaker: ANN };

/** Delivers the requests one after the other, and waits before the last one. */
async function deliver(requests: readonly object[], waitMs = 0) {
  const ports = await openPorts();
  const answers: number[] = [];
  for (const request of requests) {
    const pushed = pushOf({ bytes: Buffer.from(JSON.stringify(request)), attributes: {} });
    if (request === requests.at(-1)) await passTime(ports.clock, waitMs);
    answers.push((await outbound(ports)(pushed)).status ?? 0);
  }
  return { answers, typing: ports.phone("rcs").typingStarts };
}

it("a person who has joined and writes is seen writing", async () => {
  expect(await deliver([JOINS, TYPES])).toEqual({ answers: [200, 200], typing: 1 });
});

it("a request that comes twice shows the same indicator, not another one", async () => {
  expect(await deliver([JOINS, TYPES, TYPES])).toMatchObject({ typing: 1 });
});

it("nobody is seen writing who has not joined", async () => {
  expect(await deliver([TYPES])).toMatchObject({ answers: [200], typing: 0 });
  expect(await deliver([JOINS, { ...TYPES, speaker: { displayName: "Bob" } }])).toMatchObject({ typing: 0 });
});

it("nobody is seen writing who has left", async () => {
  const leaves = { ...ABOUT, id: "ann-leaves", handoff: "leave", speaker: ANN };
  expect(await deliver([JOINS, leaves, TYPES])).toMatchObject({ typing: 0 });
});

it("an indicator that was asked for half a minute ago is not shown", async () => {
  expect(await deliver([JOINS, TYPES], 30_000)).toMatchObject({ answers: [200, 200], typing: 0 });
});

it("a person who types has a name, or it is a dead letter", async () => {
  const { speaker: _, ...nameless } = TYPES;
  expect(await deliver([JOINS, nameless])).toMatchObject({ typing: 0 });
});
