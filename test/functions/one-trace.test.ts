import { expect, it } from "vitest";
import { events, TIMERS_PATH } from "../../functions/events/events.ts";
import { ingress } from "../../functions/ingress/ingress.ts";
import { messages } from "../../functions/messages/messages.ts";
import { outbound } from "../../functions/outbound/outbound.ts";
import type { AgentId } from "../../shared/base/ids.ts";
import type { Topic } from "../../shared/ports/topic.ts";
import { text } from "../../shared/reply/reply.ts";
import { rcsWebhook } from "../../simulator/webhooks/webhook.ts";
import { anyEnvelope } from "../support/any-envelope.ts";
import { AGENTS } from "../support/fixtures.ts";
import { passTime } from "../support/manual-clock.ts";
import { type OpenPorts, openPorts, pushOf } from "../support/open-ports.ts";
import { ada } from "../support/sealed.ts";

const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const TRACEPARENT = `00-${TRACE}-00f067aa0ba902b7-01`;
const MINUTE_MS = 60_000;
const EVENT = ada.text("A person, please");

const open = () =>
  openPorts({
    people: { hours: () => ({ isOpen: true }), waitMinutes: 5, silenceMinutes: 30 },
    sayNotice: ({ type }) => [text(type)],
    answer: () => [{ type: "handOver" }],
  });

/** Google sends the webhook of a message. @returns The envelope that ingress publishes. */
async function receive(ports: OpenPorts, headers: Readonly<Record<string, string>>) {
  const ring = new Map<AgentId | "*", readonly string[]>([["*", ["token"]]]);
  const agents = new Set(AGENTS.map(({ agent }) => agent as AgentId));
  const webhook = rcsWebhook(EVENT, "token", anyEnvelope());
  const signed = Object.entries(webhook.headers).map(([name, value]) => [name.toLowerCase(), value]);
  const request = { method: "POST", path: webhook.path, headers: { ...Object.fromEntries(signed), ...headers } };
  await ingress({ ring, agents, conversationKey: "key" }, ports)({ ...request, body: webhook.body });
  return ports.publishedOn("message");
}

function traceOf(traceparent: unknown): unknown {
  return String(traceparent).split("-")[1];
}

/** The traces of all lines so far, each once. */
function tracesOf(ports: OpenPorts): readonly unknown[] {
  const lines = ports.lines.filter((line) => Object(line).event !== "token_matched");
  return [...new Set(lines.map((line) => traceOf(Object(line).traceparent)))];
}

function publishedTraces(ports: OpenPorts, topic: Topic): readonly unknown[] {
  return ports.published.filter(([on]) => on === topic).map(([, { attributes }]) => traceOf(attributes.traceparent));
}

it("one trace leads from the webhook to the message's lines, the people, the timer and its lines", async () => {
  const ports = await open();
  await messages(ports)(pushOf(await receive(ports, { traceparent: TRACEPARENT })));
  const timer = ports.publishedOn("deadline");
  await passTime(ports.clock, 5 * MINUTE_MS);
  await events(ports)(pushOf(timer, { path: TIMERS_PATH }));
  expect(ports.lines).toMatchObject([
    { event: "token_matched" },
    { event: "message_sent" },
    { event: "delivery_done", kind: "message" },
    { event: "message_sent" },
    { event: "delivery_done", kind: "deadline" },
  ]);
  expect(tracesOf(ports)).toEqual([TRACE]);
  expect([publishedTraces(ports, "handoff"), publishedTraces(ports, "deadline")]).toEqual([[TRACE, TRACE], [TRACE]]);
});

it("a webhook that comes without a trace begins one, and a repeated webhook the same", async () => {
  const [one, again] = await Promise.all([receive(await open(), {}), receive(await open(), {})]);
  expect(one.attributes.traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
  expect(again.attributes.traceparent).toBe(one.attributes.traceparent);
});

it("what Cloud Run alone calls the trace is the trace", async () => {
  const { attributes } = await receive(await open(), { "x-cloud-trace-context": `${TRACE}/1;o=1` });
  expect(attributes.traceparent).toBe(`00-${TRACE}-0000000000000001-01`);
});

it("one trace leads from another system's request to the fallback, its lines and its timer", async () => {
  const ports = await open();
  await ports.platform.rcsHandset({ phone: "+447700900123", agent: AGENTS[0].agent }).becomes({ reach: "no-rcs" });
  const request = { id: "o1", agent: AGENTS[0].agent, to: "+447700900123", reply: "Your code", fallback: "Your code" };
  const bytes = Buffer.from(JSON.stringify(request));
  await outbound(ports)(pushOf({ bytes, attributes: { traceparent: TRACEPARENT } }));
  expect(ports.lines).toMatchObject([
    { event: "fell_back" },
    { event: "act_refused" },
    { event: "delivery_done", kind: "outbound", outcome: "refused" },
  ]);
  expect(tracesOf(ports)).toEqual([TRACE]);
  expect([publishedTraces(ports, "fallback"), publishedTraces(ports, "deadline")]).toEqual([[TRACE], [TRACE]]);
});

it("a dead letter keeps the trace", async () => {
  const ports = await open();
  await outbound(ports)(pushOf({ bytes: Buffer.from("{"), attributes: { traceparent: TRACEPARENT } }));
  expect([publishedTraces(ports, "outbound-dead"), tracesOf(ports)]).toEqual([[TRACE], [TRACE]]);
});

it("two deliveries of a message have one trace and a span each", async () => {
  const ports = await open();
  const message = await receive(ports, { traceparent: TRACEPARENT });
  for (const attempt of [1, 2]) await messages(ports)(pushOf(message, { attempt }));
  const done = ports.lines
    .filter((line) => Object(line).event === "delivery_done")
    .map((line) => Object(line).traceparent);
  expect([done.map(traceOf), new Set(done).size]).toEqual([[TRACE, TRACE], 2]);
});
