import { describe, expect, it } from "vitest";
import type { AgentId } from "../../shared/base/ids.ts";
import { BANK, CARDS, LOANS, type OutboundBench, startBench } from "./outbound-bench.ts";

const PHONE = "+447700900123";
const AGENTS = [BANK, CARDS, LOANS];

async function open() {
  const bench = await startBench();
  const phoneOf = (agent: AgentId) => bench.platform.rcsHandset({ phone: PHONE, agent });
  return { bench, bank: phoneOf(BANK), cards: phoneOf(CARDS), loans: phoneOf(LOANS) };
}

/** What each agent's offer comes to. */
async function offers(bench: OutboundBench) {
  for (const agent of AGENTS) {
    await bench.publish({ id: `offer-${agent}`, agent, to: PHONE, reply: "Buy this.", trafficType: "PROMOTION" });
  }
  await bench.untilIdle();
  return Promise.all(AGENTS.map(async (agent) => (await bench.outgoing(agent, PHONE)).at(-1)?.failure ?? "sent"));
}

describe("an opt-out from one of a brand's three agents", () => {
  it("covers the other two, for what the user has not asked for", async () => {
    const { bench, cards } = await open();
    await cards.says("STOP");
    await bench.untilIdle();
    expect(await offers(bench)).toEqual(["opted-out", "opted-out", "opted-out"]);
  });

  it("makes their bots' answers services, and they name the way back", async () => {
    const { bench, bank, cards } = await open();
    await cards.says("STOP");
    await bench.untilIdle();
    await bank.says("hello");
    await bench.untilIdle();
    const sent = await bench.outgoing(BANK, PHONE);
    expect(sent.map(({ reply }) => [reply?.type === "text" && reply.text, reply?.trafficType])).toEqual([
      ["still-unsubscribed", "SERVICEREQUEST"],
      ["I am the bot.", "SERVICEREQUEST"],
    ]);
  });

  it("is confirmed once, though the user sends STOP to each of them", async () => {
    const { bench, bank, cards, loans } = await open();
    for (const phone of [bank, cards, loans]) {
      await phone.says("STOP");
      await bench.untilIdle();
    }
    const sent = await Promise.all(AGENTS.map((agent) => bench.outgoing(agent, PHONE)));
    expect(sent.flat()).toHaveLength(1);
  });

  it("ends for all of them with START to any", async () => {
    const { bench, bank, loans } = await open();
    await bank.says("STOP");
    await bench.untilIdle();
    await bench.pass(1);
    await loans.says("START");
    await bench.untilIdle();
    expect(await offers(bench)).toEqual(["sent", "sent", "sent"]);
  });

  it("reaches an agent that has the conversation just then", async () => {
    const { bench, bank, cards } = await open();
    await bank.says("hello");
    await bench.untilIdle();
    await Promise.all([bank.says("hello again"), cards.says("STOP"), bank.says("and again")]);
    await bench.untilIdle();
    expect(await offers(bench)).toEqual(["opted-out", "opted-out", "opted-out"]);
  });
});
