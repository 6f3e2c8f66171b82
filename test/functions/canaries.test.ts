import { describe, expect, it } from "vitest";
import type { HttpRequest } from "../../shared/base/http.ts";
import type { Channel } from "../../shared/base/ids.ts";
import { systemClock } from "../../shared/google/clock.ts";
import { unwrap } from "../../shared/webhook/unwrap.ts";
import { startPlatform } from "../../simulator/platform.ts";
import { sign } from "../../simulator/webhooks/sign.ts";
import { businessMessagesWebhook, rcsWebhook, type WebhookEvent } from "../../simulator/webhooks/webhook.ts";
import { anyEnvelope } from "../support/any-envelope.ts";
import { canaries, openFunctions, singing, TOKEN, withCanaries } from "../support/canaries.ts";
import { AGENTS, readFixtures } from "../support/fixtures.ts";
import { listen } from "../support/listen.ts";
import { pushOf } from "../support/open-ports.ts";
import { ada, sealed, webhookOf } from "../support/sealed.ts";

const EVENTS = readFixtures().map(({ channel, name, body }) => ({
  channel,
  name,
  event: unwrap(channel, body).json as WebhookEvent,
}));

function posted(channel: Channel, event: WebhookEvent): HttpRequest {
  const { path, headers, body } =
    channel === "rcs" ? rcsWebhook(event, TOKEN, anyEnvelope()) : businessMessagesWebhook(event, TOKEN);
  return { method: "POST", path, headers: lowerCased(headers), body };
}

function lowerCased(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** A bot whose errors tell all that it was asked. */
const tellsAll = (turn: object) => {
  const words = JSON.stringify(turn);
  const error = Object.assign(new Error("Was", { cause: new TypeError(words) }), { code: words, name: words });
  error.message = "is another";
  error.stack = `${words}\n    at kanarienvogel (/kanarienvogel:1:1)`;
  throw error;
};

/** Google as it quotes whatever it was sent. */
const quoting = (status: number) =>
  listen(({ url, body }) => {
    const words = `KANARIENVOGEL ${url} ${JSON.stringify(body)}`;
    const details = [{ fieldViolations: [{ field: "kanarienvogel", description: words }], reason: "KANARIENVOGEL" }];
    return {
      status,
      headers: { "retry-after": "0", "x-kanarienvogel": "1" },
      body: { error: { code: status, status: "KANARIENVOGEL", message: words, details } },
    };
  });

async function openGoogle() {
  const platform = await startPlatform({ clock: systemClock });
  return { api: platform.url, close: () => platform.close() };
}

describe("no log line holds a canary", () => {
  it.each(EVENTS)("that stands in any text of $channel/$name", async ({ channel, event }) => {
    const { api, close } = await openGoogle();
    const functions = openFunctions({ api });
    for (const one of withCanaries(event, canaries())) await functions.request(posted(channel, one as WebhookEvent));
    await close();
    expect(functions.lines).not.toEqual([]);
    expect(singing(functions.lines)).toEqual([]);
  });

  it.each(
    EVENTS.filter(
      ({ event }) => "suggestionResponse" in event || "message" in event || ("text" in event && event.text !== "STOP"),
    ),
  )("that a bot's error tells of $channel/$name", async ({ channel, event }) => {
    const { api, close } = await openGoogle();
    const functions = openFunctions({ api, answer: tellsAll });
    for (const one of withCanaries(event, canaries())) await functions.request(posted(channel, one as WebhookEvent));
    await close();
    expect(JSON.stringify(functions.lines)).toContain("delivery_failed");
    expect(singing(functions.lines)).toEqual([]);
  });

  it.each([400, 401, 403, 404, 409, 413, 418])("that Google quotes with %i", async (status) => {
    const { url } = await quoting(status);
    const functions = openFunctions({ api: url });
    for (const { channel, event } of EVENTS.filter(({ name }) => ["user-text", "message-text"].includes(name)))
      await functions.request(posted(channel, event));
    expect(JSON.stringify(functions.lines)).toContain("signal_failed");
    expect(singing(functions.lines)).toEqual([]);
  });

  const PUSHED = {
    message: ada.text("Hi"),
    receipt: ada.read("m1"),
    event: ada.typing(),
    outbound: ada.text("Hi"),
    deadline: ada.text("Hi"),
  };
  it.each(Object.keys(PUSHED) as (keyof typeof PUSHED)[])("in any attribute of a push of kind %s", async (kind) => {
    const { api, close } = await openGoogle();
    const functions = openFunctions({ api });
    const next = canaries();
    const message = sealed(webhookOf("rcs", PUSHED[kind]));
    // Ingress alone may publish these, and the agent's name is one of AGENTS.
    const names = [
      ...Object.keys(message.attributes).filter((name) => name !== "agent"),
      "traceparent",
      "conversation",
      "kind",
      "reason",
      "due",
      "id",
      "published",
    ];
    const variants = Array.from({ length: 5 }, () => names)
      .flat()
      .map((name) => ({ ...message, attributes: { ...message.attributes, [name]: next() } }));
    const path = kind === "deadline" ? "/deadlines" : "/";
    for (const one of variants) await functions.deliver(kind === "deadline" ? "event" : kind, pushOf(one, { path }));
    await close();
    expect(JSON.stringify(functions.lines)).toMatch(/dead_lettered|delivery_failed/);
    expect(singing(functions.lines)).toEqual([]);
  });

  const OUTBOUND = {
    id: "o1",
    agent: AGENTS[0].agent,
    to: "+447700900123",
    speaker: { displayName: "Zoe" },
    reply: {
      type: "card",
      title: "A",
      description: "B",
      media: { url: "https://example.com/a.jpg", altText: "C" },
      suggestions: [{ type: "openUrl", text: "D", postback: "E", url: "https://example.com" }],
    },
    trafficType: "TRANSACTION",
    expireTime: "2026-11-20T11:00:00Z",
    fallback: "F",
    handoff: "join",
  };

  it("in any text, member or attribute of an outbound request", async () => {
    const { api, close } = await openGoogle();
    const functions = openFunctions({ api });
    const next = canaries();
    const { handoff: _, ...said } = OUTBOUND;
    const { reply: __, trafficType: ___, fallback: ____, ...joined } = OUTBOUND;
    // The name of a member is told where it is a word, so that a slip can be found.
    const named = ["+447700910001", "https://kanarienvogel.example/", "kanarienvogel 1"].flatMap((name) => [
      { ...said, [name]: 1 },
      { ...said, reply: { ...said.reply, [name]: next() } },
    ]);
    const bodies = [
      said,
      joined,
      ...Array.from({ length: 5 }, () => [said, joined].flatMap((one) => withCanaries(one, next))).flat(),
      ...named,
      next(),
    ];
    for (const [index, body] of bodies.entries()) {
      const bytes = Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
      const attributes = { conversation: next(), traceparent: next(), [next()]: String(index) };
      await functions.deliver("outbound", pushOf({ bytes, attributes }));
    }
    await close();
    expect(JSON.stringify(functions.lines)).toMatch(/message_sent.*dead_lettered|dead_lettered.*message_sent/);
    expect(singing(functions.lines)).toEqual([]);
  });

  it("in path, method, headers, signature, token or body of a stranger's request", async () => {
    const functions = openFunctions({ api: "http://127.0.0.1:1" });
    const next = canaries();
    const good = posted("rcs", ada.text("Hi"));
    const body = good.body ?? Buffer.from("");
    const requests = (): readonly HttpRequest[] => [
      { ...good, path: `/${next()}` },
      { ...good, path: "/rcs/%ZZ" },
      { ...good, method: next() },
      ...["x-goog-signature", "traceparent", "content-type", "user-agent", next()].map((name) => ({
        ...good,
        headers: { ...good.headers, [name]: next() },
      })),
      { ...good, headers: { ...good.headers, "x-goog-signature": [next(), next()] } },
      { ...good, headers: {} },
      { ...good, headers: { "x-goog-signature": sign(body, next()) } },
      { ...good, body: Buffer.from(next()) },
      { ...good, body: Buffer.from(JSON.stringify({ clientToken: next(), secret: next() })) },
      { ...good, body: Buffer.from(JSON.stringify({ clientToken: TOKEN, secret: next() })) },
      posted("rcs", { ...ada.text("Hi"), agentId: next() }),
      posted("rcs", { agentId: next(), [next()]: next() }),
    ];
    for (const request of Array.from({ length: 5 }, requests).flat()) await functions.request(request);
    expect(JSON.stringify(functions.lines)).toContain("webhook_refused");
    expect(JSON.stringify(functions.lines)).toContain("webhook_parked");
    expect(singing(functions.lines)).toEqual([]);
  });
});
