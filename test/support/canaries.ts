import { expect } from "vitest";
import { openEngine } from "../../functions/compose.ts";
import { events } from "../../functions/events/events.ts";
import { ingress } from "../../functions/ingress/ingress.ts";
import { messages } from "../../functions/messages/messages.ts";
import { outbound } from "../../functions/outbound/outbound.ts";
import { receipts } from "../../functions/receipts/receipts.ts";
import { readAgents } from "../../shared/base/agent.ts";
import type { HttpRequest } from "../../shared/base/http.ts";
import type { AgentId } from "../../shared/base/ids.ts";
import { isObject } from "../../shared/base/json.ts";
import type { Bot } from "../../shared/bot/bot.ts";
import type { FallbackEndpoint } from "../../shared/fallback/http-fallback.ts";
import { publishedTimers } from "../../shared/google/pubsub/published-timers.ts";
import type { Publisher } from "../../shared/ports/publisher.ts";
import { text } from "../../shared/reply/reply.ts";
import { AGENTS } from "./fixtures.ts";
import { logged } from "./log-lines.ts";
import { manualClock } from "./manual-clock.ts";
import { openMemory } from "./open-memory.ts";
import { pushOf } from "./open-ports.ts";
import { RECEIVED } from "./sealed.ts";

/** The client token of the functions below. */
export const TOKEN = "token";

/** Something of a person's or a stranger's that no log may hold: words, a phone number, what looks like a code, a word alone. */
export type Canary = string;

/** New canaries of every shape, because what is let through by its shape is found by no other. */
export function canaries(): () => Canary {
  let made = 0;
  const shapes = [
    (n: number) => `Kanarienvogel Nummer ${n}\n    at kanarienvogel (/kanarienvogel/${n}:1:1)`,
    (n: number) => `+4477009${String(10_000 + n)}`,
    (n: number) => `KANARIENVOGEL_${letters(n)}`,
    (n: number) => `kanarienvogel${letters(n).toLowerCase()}`,
    (n: number) => `https://kanarienvogel.example/${n}?token=kanarienvogel-${n}`,
  ];
  return () => {
    made += 1;
    return shapes[made % shapes.length]?.(made) ?? "";
  };
}

function letters(n: number): string {
  return [...String(n)].map((digit) => "ABCDEFGHIJ"[Number(digit)]).join("");
}

/** True for what a canary left, whole or in part. */
const SONG = /kanarienvogel|\+?4477009/i;

/** The lines that hold a canary. */
export function singing(lines: readonly unknown[]): readonly string[] {
  return lines.map((line) => JSON.stringify(line)).filter((line) => SONG.test(line));
}

/** The value once for each text in it, with a canary in that text's place. */
export function withCanaries(value: unknown, next: () => Canary): readonly unknown[] {
  if (typeof value === "string") return [next()];
  if (Array.isArray(value)) {
    return value.flatMap((one, index) => withCanaries(one, next).map((other) => value.with(index, other)));
  }
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, one]) =>
    withCanaries(one, next).map((other) => ({ ...value, [name]: other })),
  );
}

/** Every function, over one history in memory, and what they have logged. */
export interface Functions {
  readonly lines: readonly unknown[];
  /** Has ingress answer, and delivers what it and the others publish. */
  request(request: HttpRequest): Promise<void>;
  deliver(kind: string, request: HttpRequest): Promise<void>;
}

interface FunctionsOptions {
  /** Base URL of Google's APIs. */
  readonly api: string;
  readonly answer?: Bot["answer"];
  readonly fallback?: FallbackEndpoint;
}

export function openFunctions({ api, answer = () => [text("Yes.")], fallback }: FunctionsOptions): Functions {
  // As it is deployed: with the stacks of errors.
  const { log, lines } = logged({ project: "p", service: "s", release: "1" });
  const clock = manualClock(RECEIVED);
  const queue: Parameters<Publisher["publish"]>[] = [];
  const publisher: Publisher = { publish: async (...letter) => void queue.push(letter) };
  const agents = readAgents(JSON.stringify(AGENTS));
  const engine = openEngine(
    { publisher, history: openMemory(), timers: publishedTimers(publisher) },
    {
      agents,
      conversationKey: "key",
      apis: { rcs: api, "business-messages": api },
      bot: { persona: { displayName: "Robin" }, answer },
      fallback,
      clock,
      log,
    },
  );
  const ids = new Set(agents.map(({ agent }) => agent));
  const ring = new Map<AgentId | "*", readonly string[]>([["*", [TOKEN]]]);
  const take = ingress({ ring, agents: ids, conversationKey: "key" }, { publisher, clock, log });
  const functions = {
    message: messages(engine),
    event: events(engine),
    receipt: receipts(engine),
    outbound: outbound(engine),
  };
  const deliver = async (kind: string, request: HttpRequest) => {
    if (!(kind in functions)) return;
    const { status } = await functions[kind as keyof typeof functions](request);
    expect([200, 503]).toContain(status);
  };
  return {
    lines,
    deliver,
    async request(request) {
      await take(request);
      for (const [topic, message] of queue.splice(0)) await deliver(topic, pushOf(message, { attempt: 99 }));
    },
  };
}
