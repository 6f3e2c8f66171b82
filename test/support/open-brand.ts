import { onTestFinished } from "vitest";
import { onEvent } from "../../functions/events/on-event.ts";
import { onMessage } from "../../functions/messages/on-message.ts";
import { readAgents } from "../../shared/base/agent.ts";
import { type Address, agentId } from "../../shared/base/ids.ts";
import { newState } from "../../shared/conversation/state.ts";
import { conversationId } from "../../shared/envelope/conversation.ts";
import type { InboundEvent, InboundMessage } from "../../shared/inbound/inbound.ts";
import { openDatabase } from "../../shared/local/database.ts";
import { localDocuments } from "../../shared/local/documents.ts";
import { text } from "../../shared/reply/reply.ts";
import type { DocumentStore } from "../../shared/store/document-store.ts";
import { storedHistory } from "../../shared/store/history.ts";
import { shareConsent, withBrandConsent } from "../../shared/turn/brand-consent.ts";
import { takeTurn } from "../../shared/turn/take-turn.ts";
import type { TurnEngine } from "../../shared/turn/try-turn.ts";
import { noon } from "../contracts/facts.ts";
import { logged } from "./log-lines.ts";
import { OPEN_GATE } from "./open-gate.ts";
import { budgetFrom } from "./time-budget.ts";

const NAMES = ["bank", "cards", "loans"];
/** Three agents of RCS that belong to one brand. */
export const BRAND_AGENTS = readAgents(
  JSON.stringify(NAMES.map((agent) => ({ channel: "rcs", agent, brand: "growing-tree" }))),
);
/** One user's conversations with them. */
export const [bank, cards, loans] = NAMES.map((name) => {
  const of = { channel: "rcs", agent: agentId("rcs", name), address: "+447700900123" as Address } as const;
  return { ...of, conversation: conversationId("key", of) };
}) as [BrandConversation, BrandConversation, BrandConversation];
/** A conversation of the user's. */
export type BrandConversation = Parameters<typeof newState>[0];

/** Three agents of a brand, and what is read and written of documents. */
export function openBrand(known = BRAND_AGENTS) {
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
  const look = async (to: BrandConversation) => withBrandConsent(await history.load(to.conversation), to, ports);
  const keep = async (to: BrandConversation) => {
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
      if (act.do === "recordConsent" || act.do === "shareConsent") await shareConsent(fact, act, ports);
    },
  };
  const take = (fact: InboundMessage | InboundEvent) =>
    fact.type === "message" ? takeTurn(fact, onMessage, engine) : takeTurn(fact, onEvent, engine);
  /** What each of the three conversations knows. */
  const optedOut = async () => {
    const snapshots = await Promise.all([bank, cards, loans].map(({ conversation }) => history.load(conversation)));
    return snapshots.map(({ state }) => state?.consent?.isOptedOut);
  };
  return { bill, history, ports, look, keep, take, optedOut };
}
