import { describe, expect, it } from "vitest";
import { readAgents } from "../../../shared/base/agent.ts";
import { newState } from "../../../shared/conversation/state.ts";
import { shareConsent, withBrandConsent } from "../../../shared/turn/brand-consent.ts";
import { messageFact, noon } from "../../contracts/facts.ts";
import { BRAND_AGENTS, bank, cards, loans, openBrand } from "../../support/open-brand.ts";

const STOP = {
  do: "recordConsent",
  consent: { isOptedOut: true, by: "word", word: "STOP", at: noon().toISOString() },
} as const;

describe("withBrandConsent()", () => {
  it("reads each of the others once, at the first contact", async () => {
    const { bill, look, keep } = openBrand();
    await look(bank);
    expect(bill).toEqual({ reads: 3, writes: 0 });
    await keep(bank);
    bill.reads = 0;
    await look(bank);
    expect(bill.reads).toBe(1);
  });

  it("reads nothing more for an agent without a brand", async () => {
    const { bill, look } = openBrand(
      readAgents('[{"channel":"rcs","agent":"bank"},{"channel":"rcs","agent":"cards"}]'),
    );
    await look(bank);
    expect(bill).toEqual({ reads: 1, writes: 0 });
  });

  it("finds what the user chose before the agent belonged to the brand", async () => {
    const alone = openBrand(readAgents('[{"channel":"rcs","agent":"bank"},{"channel":"rcs","agent":"cards"}]'));
    const { history, keep } = alone;
    await keep(bank);
    const snapshot = await history.load(cards.conversation);
    await history.keepState({ ...newState(cards), consent: { isOptedOut: true, at: noon() } }, snapshot, noon());
    const directory = { ...alone.ports.directory, agents: BRAND_AGENTS };
    const { state } = await withBrandConsent(await history.load(bank.conversation), bank, { history, directory });
    expect(state?.consent).toEqual({ isOptedOut: true, by: "brand", at: noon() });
  });
});

describe("takeTurn(), for an agent of a brand", () => {
  const hello = (id: string) => ({ ...messageFact({ id, at: noon(1) }), ...bank });

  it("answers as a service whoever has left another agent before this one was looked at", async () => {
    const { history, take } = openBrand();
    const snapshot = await history.load(cards.conversation);
    await history.keepState({ ...newState(cards), consent: { isOptedOut: true, at: noon() } }, snapshot, noon());
    await take(hello("M1"));
    const { entries } = await history.read(bank.conversation, 1);
    const ours = entries.flatMap((entry) => (entry.type === "outgoing" ? [entry.reply?.trafficType] : []));
    expect(ours).toEqual(["SERVICEREQUEST", "SERVICEREQUEST"]);
  });

  it("costs an answer no read more after the first contact", async () => {
    const { bill, take } = openBrand();
    await take(hello("M1"));
    expect(bill).toEqual({ reads: 3, writes: 3 });
    Object.assign(bill, { reads: 0, writes: 0 });
    await take(hello("M2"));
    expect(bill).toEqual({ reads: 1, writes: 3 });
  });

  it("costs an opt-out one read and one write for each other agent", async () => {
    const { bill, take } = openBrand();
    await take(hello("M1"));
    Object.assign(bill, { reads: 0, writes: 0 });
    await take({ ...hello("M2"), content: { type: "text", text: "STOP" } });
    expect(bill).toEqual({ reads: 1 + 2, writes: 3 + 2 });
  });
});

describe("shareConsent()", () => {
  it("costs one read and one write for each other agent", async () => {
    const { bill, ports } = openBrand();
    await shareConsent(bank, STOP, ports);
    expect(bill).toEqual({ reads: 2, writes: 2 });
  });

  it("writes nothing where a newer choice is known", async () => {
    const { bill, ports } = openBrand();
    await shareConsent(bank, STOP, ports);
    bill.writes = 0;
    await shareConsent(bank, STOP, ports);
    expect(bill.writes).toBe(0);
  });

  it("keeps what else is known of the conversation, and the turn that has it", async () => {
    const { history, ports, keep } = openBrand();
    await keep(loans);
    const before = await history.load(loans.conversation);
    await history.keepState({ ...newState(loans), memory: { n: 1 } }, before, noon());
    await shareConsent(bank, STOP, ports);
    const { state } = await history.load(loans.conversation);
    expect(state).toMatchObject({
      memory: { n: 1 },
      consent: { isOptedOut: true, by: "brand", word: "STOP", at: noon() },
    });
  });
});
