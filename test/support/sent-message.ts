import { onTestFinished } from "vitest";
import { type Agent, readAgents } from "../../shared/base/agent.ts";
import type { HttpResponse } from "../../shared/base/http.ts";
import { type Address, agentId, type InboundId, type MessageId } from "../../shared/base/ids.ts";
import type { OutboundRequest } from "../../shared/conversation/outbound-request.ts";
import { newState } from "../../shared/conversation/state.ts";
import { outgoingId, turnId } from "../../shared/conversation/turn-id.ts";
import { conversationId } from "../../shared/envelope/conversation.ts";
import { httpFallback } from "../../shared/fallback/http-fallback.ts";
import { systemWorld } from "../../shared/google/http/world.ts";
import type { ReceiptType } from "../../shared/inbound/inbound.ts";
import { openDatabase } from "../../shared/local/database.ts";
import { localHistory } from "../../shared/local/history.ts";
import { serve } from "../../shared/local/serve.ts";
import { expireAt, text } from "../../shared/reply/reply.ts";
import type { BrandPorts } from "../../shared/turn/brand-consent.ts";
import { type FallbackPorts, type FallbackTrigger, fallBack } from "../../shared/turn/fall-back.ts";
import { type Platform, startPlatform } from "../../simulator/platform.ts";
import { logged } from "./log-lines.ts";
import { OPEN_GATE } from "./open-gate.ts";
import { openMessengers } from "./open-messengers.ts";

const SENT = new Date("2026-11-20T10:00:00Z");
const agents: readonly Agent[] = readAgents('[{"channel":"rcs","agent":"bank"}]');
const of = { channel: "rcs", agent: agentId("rcs", "bank"), address: "+447700900123" as Address } as const;
export const to = { ...of, conversation: conversationId("key", of) };
const reply = text("Hello", { expiry: expireAt(new Date("2026-11-20T10:10:00Z")) });
export const request = {
  ...to,
  type: "outbound",
  id: "order-17" as InboundId,
  at: SENT,
  received: SENT,
  command: { type: "say", reply },
} as const satisfies OutboundRequest;
export const message = outgoingId(turnId(request), 0);
/** The same, as receipts name it. */
const told = message as string as MessageId;

/** What kind of message it is, and what the gateway says to it. */
interface Options {
  readonly isCritical?: boolean;
  readonly decided?: Date;
  /** What the gateway answers, one after the other; 200 afterwards. */
  readonly answers?: readonly number[];
}

/** A message on its way, and what can be done about it. */
interface SentMessage {
  readonly ports: FallbackPorts & BrandPorts;
  readonly platform: Platform;
  /** The ids that the gateway was asked to say. */
  readonly asked: readonly unknown[];
  readonly lines: readonly unknown[];
  fall(reason: FallbackTrigger["reason"], isLast?: boolean): Promise<string>;
  receive(type: ReceiptType): Promise<void>;
  pass(ms: number): void;
}

/** A message that Google has, and that waits for a phone that is off. */
export async function openSent({
  isCritical = false,
  decided = SENT,
  answers = [],
}: Options = {}): Promise<SentMessage> {
  let now = decided;
  const clock = { now: () => now };
  const platform = await startPlatform({ clock, profile: { reach: "offline" } });
  const db = openDatabase(":memory:");
  const history = localHistory(db);
  const asked: unknown[] = [];
  const left = [...answers];
  const gateway = await serve(
    async ({ body }): Promise<HttpResponse> => {
      asked.push(JSON.parse(String(body)).id);
      return { status: left.shift() ?? 200 };
    },
    { port: 0 },
  );
  onTestFinished(async () => {
    await platform.close();
    await gateway.close();
    db.close();
  });
  const messengers = openMessengers({ agents, apis: { rcs: platform.url }, clock });
  const fallback = httpFallback(
    { url: gateway.url, key: "key" },
    { ...systemWorld, clock: { ...systemWorld.clock, ...clock } },
  );
  const { log, lines } = logged();
  const directory = { agents, conversationKey: "key" };
  const ports = { history, messengers, fallback, clock, log, gate: OPEN_GATE, directory };
  const entries = [
    { id: message, act: { do: "send", reply, terms: { isCritical, fallback: "By SMS" } }, isDone: true },
  ] as const;
  const commit = { fact: request, turn: turnId(request), entries, isComplete: true, state: newState(to), at: decided };
  await history.commit({ ...commit, lease: undefined }, await history.load(to.conversation));
  await history.recordOutcome(to.conversation, turnId(request), [{ index: 0, begunAt: decided }]);
  await messengers.rcs.send(to, { id: message, reply });
  return {
    ports,
    platform,
    asked,
    lines,
    fall: (reason, isLast = false) =>
      fallBack({ to, message, reason, isLast, until: new Date(now.getTime() + 60_000) }, ports).catch(String),
    receive: (type) =>
      history.mergeReceipts({ conversation: to.conversation, received: now }, told, [{ message: told, type, at: now }]),
    pass: (ms) => {
      now = new Date(now.getTime() + ms);
    },
  };
}
