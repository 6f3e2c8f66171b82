import { describe, expect, it, onTestFinished } from "vitest";
import { onMessage } from "../../../functions/messages/on-message.ts";
import { readAgents } from "../../../shared/base/agent.ts";
import { type Address, agentId } from "../../../shared/base/ids.ts";
import { newState } from "../../../shared/conversation/state.ts";
import { conversationId } from "../../../shared/envelope/conversation.ts";
import type { InboundMessage } from "../../../shared/inbound/inbound.ts";
import { openDatabase } from "../../../shared/local/database.ts";
import { localDocuments } from "../../../shared/local/documents.ts";
import { text } from "../../../shared/reply/reply.ts";
import type { DocumentStore } from "../../../shared/store/document-store.ts";
import { storedHistory } from "../../../shared/store/history.ts";
import { shareConsent, withBrandConsent } from "../../../shared/turn/brand-consent.ts";
import { takeTurn } from "../../../shared/turn/take-turn.ts";
import type { TurnEngine } from "../../../shared/turn/try-turn.ts";
import { messageFact, noon } from "../../contracts/facts.ts";
import { logged } from "../../support/log-lines.ts";
import { OPEN_GATE } from "../../support/open-gate.ts";
import { budgetFrom } from "../../support/time-budget.ts";

const NAMES = ["bank", "cards", "loans"];
const agents = readAgents(JSON.stringify(NAMES.map((agent) => ({ channel: "rcs", agent, brand: "growing-tree" }))));
const [bank, cards, loans] = NAMES.map((name) => {
  const of = { channel: "rcs", agent: agentId("rcs", name), address: "+447700900123" as Address } as const;
  return { ...of, conversation: conversationId("key", of) };
}) as [Place, Place, Place];
type Place = Parameters<typeof newState>[0];

const STOP = {
  do: "recordConsent",
  consent: { isOptedOut: true, by: "word", word: "STOP", at: noon().toISOString() },
} as const;

/** Three agents of a brand, and what is read and written of documents. */
function open(known = agents) {
  const db = openDatabase(":memory:");
  onTestFinished(() => db.close());
  const bill = { reads: 0, writes: 0 };
  const documents = localDocuments(db);
  const counted: DocumentStore = {
    ...documents,
    get: (paths) => {
      bill.reads += paths.length;
      return documents.get(paths);
    },
    commit: (writes) => {
      bill.writes += writes.length;
      return documents.commit(writes);
    },
  };
  const history = storedHistory(counted, 30);
  const ports = { history, directory: { agents: known, conversationKey: "key" }, clock: { now: () => noon() } };
  const look = async (to: Place) => withBrandConsent(await history.load(to.conversation), to, ports);
  const keep = async (to: Place) => {
    const { state = newState(to), ...snapshot } = await look(to);
    await history.keepState(state, { ...snapshot, state }, noon());
  };
  const clock = { now: () => noon(1000), sleep: async () => undefined, after: () => () => undefined };
  const engine: TurnEngine = {
    ...ports,
    clock,
    log: logged().log,
    bot: { persona: { displayName: "Harbour Cafe" }, answer: () => [text("Hello to you")] },
    secret: (name) => name,
    gate: OPEN_GATE,
    budget: budgetFrom(noon()),
    perform: async (act, { fact }) => {
      if (act.do === "recordConsent") await shareConsent(fact, act, ports);
    },
  };
  const take = (fact: InboundMessage) => takeTurn(fact, onMessage, engine);
  return { bill, history, ports, look, keep, take };
}

describe("withBrandConsent()", () => {
  it("reads each of the others once, at the first contact", async () => {
    const { bill, look, keep } = open();
    await look(bank);
    expect(bill).toEqual({ reads: 3, writes: 0 });
    await keep(bank);
    bill.reads = 0;
    await look(bank);
    expect(bill.reads).toBe(1);
  });

  it("reads nothing more for an agent without a brand", async () => {
    const { bill, look } = open(readAgents('[{"channel":"rcs","agent":"bank"},{"channel":"rcs","agent":"cards"}]'));
    await look(bank);
    expect(bill).toEqual({ reads: 1, writes: 0 });
  });

  it("finds what the user chose before the agent belonged to the brand", async () => {
    const alone = open(readAgents('[{"channel":"rcs","agent":"bank"},{"channel":"rcs","agent":"cards"}]'));
    const { history, keep } = alone;
    await keep(bank);
    const snapshot = await history.load(cards.conversation);
    await history.keepState({ ...newState(cards), consent: { isOptedOut: true, at: noon() } }, snapshot, noon());
    const directory = { ...alone.ports.directory, agents };
    const { state } = await withBrandConsent(await history.load(bank.conversation), bank, { history, directory });
    expect(state?.consent).toEqual({ isOptedOut: true, by: "brand", at: noon() });
  });
});

describe("takeTurn(), for an agent of a brand", () => {
  const hello = (id: string) => ({ ...messageFact({ id, at: noon(1) }), ...bank });

  it("answers as a service whoever has left another agent before this one was looked at", async () => {
    const { history, take } = open();
    const snapshot = await history.load(cards.conversation);
    await history.keepState({ ...newState(cards), consent: { isOptedOut: true, at: noon() } }, snapshot, noon());
    await take(hello("M1"));
    const { entries } = await history.read(bank.conversation, 1);
    const ours = entries.flatMap((entry) => (entry.type === "outgoing" ? [entry.reply?.trafficType] : []));
    expect(ours).toEqual(["SERVICEREQUEST", "SERVICEREQUEST"]);
  });

  it("costs an answer no read more after the first contact", async () => {
    const { bill, take } = open();
    await take(hello("M1"));
    expect(bill).toEqual({ reads: 3, writes: 3 });
    Object.assign(bill, { reads: 0, writes: 0 });
    await take(hello("M2"));
    expect(bill).toEqual({ reads: 1, writes: 3 });
  });

  it("costs an opt-out one read and one write for each other agent", async () => {
    const { bill, take } = open();
    await take(hello("M1"));
    Object.assign(bill, { reads: 0, writes: 0 });
    await take({ ...hello("M2"), content: { type: "text", text: "STOP" } });
    expect(bill).toEqual({ reads: 1 + 2, writes: 3 + 2 });
  });
});

describe("a choice that is made again at another agent", () => {
  const says = (id: string, text: string, at: Date, to: Place) => ({
    ...messageFact({ id, at }),
    ...to,
    content: { type: "text" as const, text },
  });

  it.each([
    ["minutes", 120_000],
    ["seconds", 10_000],
  ])("counts over one that is older and comes later, %s apart", async (_apart, apartMs) => {
    const { history, take } = open();
    await take(says("M0", "Hello", noon(), cards));
    await take(says("M1", "STOP", noon(1), bank));
    await take(says("M3", "STOP", noon(2 * apartMs), bank));
    await take(says("M2", "START", noon(apartMs), cards));
    const states = await Promise.all([bank, cards, loans].map(({ conversation }) => history.load(conversation)));
    expect(states.map(({ state }) => state?.consent?.isOptedOut)).toEqual([true, true, true]);
  });
});

describe("a choice whose time is only estimated", () => {
  it("is as doubtful at the brand's other agents", async () => {
    const { history, take } = open();
    const start = { ...messageFact({ id: "M1", at: noon(9000) }), ...bank, isEstimated: true } as const;
    await take({ ...start, content: { type: "text", text: "START" } });
    await take({ ...messageFact({ id: "M2", at: noon() }), ...bank, content: { type: "text", text: "STOP" } });
    const states = await Promise.all([bank, cards, loans].map(({ conversation }) => history.load(conversation)));
    expect(states.map(({ state }) => state?.consent?.isOptedOut)).toEqual([true, true, true]);
  });
});

describe("shareConsent()", () => {
  it("costs one read and one write for each other agent", async () => {
    const { bill, ports } = open();
    await shareConsent(bank, STOP, ports);
    expect(bill).toEqual({ reads: 2, writes: 2 });
  });

  it("writes nothing where a newer choice is known", async () => {
    const { bill, ports } = open();
    await shareConsent(bank, STOP, ports);
    bill.writes = 0;
    await shareConsent(bank, STOP, ports);
    expect(bill.writes).toBe(0);
  });

  it("keeps what else is known of the conversation, and the turn that has it", async () => {
    const { history, ports, keep } = open();
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
