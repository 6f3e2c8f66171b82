import { describe, expect, it } from "vitest";
import { type Handler, subscriber } from "../../functions/deliver.ts";
import { parseAs } from "../../functions/parse-as.ts";
import { NotDurableError, PermanentError, TransientError } from "../../shared/base/errors.ts";
import type { HttpResponse } from "../../shared/base/http.ts";
import type { QueueMessage } from "../../shared/envelope/push-request.ts";
import type { InboundMessage } from "../../shared/inbound/inbound.ts";
import type { SleepClock } from "../../shared/ports/clock.ts";
import type { Publisher } from "../../shared/ports/publisher.ts";
import { fixture } from "../support/fixtures.ts";
import { logged } from "../support/log-lines.ts";
import { manualClock } from "../support/manual-clock.ts";
import { openMemory } from "../support/open-memory.ts";
import { pushOf } from "../support/open-ports.ts";
import { RECEIVED, sealed } from "../support/sealed.ts";

const MESSAGE = sealed(fixture("rcs", "user-text"));
const READ = sealed(fixture("rcs", "event-read"));
const TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

interface DeliveryResult {
  readonly answer: HttpResponse;
  readonly published: readonly Parameters<Publisher["publish"]>[];
  readonly lines: readonly unknown[];
}

interface DeliverOptions extends Partial<Pick<Handler<InboundMessage>, "handle" | "giveUp">> {
  readonly publish?: Publisher["publish"];
  readonly clock?: SleepClock;
}

const nothing = async () => undefined;
const fails = (error: unknown) => () => Promise.reject(error);

/** What comes of one delivery to a function for messages. */
async function deliver(body: Buffer | undefined, options: DeliverOptions = {}): Promise<DeliveryResult> {
  const published: Parameters<Publisher["publish"]>[] = [];
  const keep: Publisher["publish"] = async (...letter) => void published.push(letter);
  const { log, lines } = logged();
  const { handle = nothing, giveUp = nothing, publish = keep, clock = manualClock(RECEIVED) } = options;
  const handler: Handler<InboundMessage> = { kind: "message", read: parseAs("message"), handle, giveUp };
  const fn = subscriber(handler, { publisher: { publish }, history: openMemory(), clock, log });
  const answer = await fn({ method: "POST", path: "/", headers: {}, body });
  return { answer, published, lines };
}

function push(message: QueueMessage, attempt?: number): Buffer | undefined {
  return pushOf(message, attempt === undefined ? {} : { attempt }).body;
}

describe("subscriber()", () => {
  it("answers 200 when the fact is handled", async () => {
    expect((await deliver(push(MESSAGE))).answer).toEqual({ status: 200 });
  });

  it("hands over the fact that the bytes tell", async () => {
    const facts: InboundMessage[] = [];
    await deliver(push(MESSAGE), { handle: async (fact) => void facts.push(fact) });
    expect(facts).toMatchObject([{ id: "MxIgT4pWCQu2tH9hMkSTljQa", conversation: MESSAGE.attributes.conversation }]);
  });

  it("makes a dead letter though its user cannot be told that nothing comes", async () => {
    const [handle, giveUp] = [fails(new PermanentError("no", "No")), fails(new RangeError("There are no words"))];
    const { published, lines } = await deliver(push(MESSAGE), { handle, giveUp });
    expect(published).toMatchObject([["message-dead", { attributes: { reason: "no" } }]]);
    expect(lines).toContainEqual(expect.objectContaining({ event: "give_up_failed" }));
  });

  it.each([undefined, "", "not JSON", "{}", '{"message":"text"}'])(
    "answers 400 to %j, which is no push",
    async (text) => {
      const { answer } = await deliver(text === undefined ? undefined : Buffer.from(text));
      expect(answer).toMatchObject({ status: 400 });
    },
  );

  it.each([
    new TransientError("Google answered 503"),
    new NotDurableError("Cannot publish"),
    new RangeError("The bot is broken"),
    "a text",
  ])("asks for another delivery after %s", async (error) => {
    expect((await deliver(push(MESSAGE), { handle: fails(error) })).answer).toMatchObject({ status: 503 });
  });

  it("dead-letters nothing that may pass another time", async () => {
    const { published } = await deliver(push(MESSAGE), { handle: fails(new TransientError("Google answered 503")) });
    expect(published).toEqual([]);
  });

  it("logs the status that Google refused a delivery's call with", async () => {
    const error = new TransientError("Google answered 503", { status: 503 });
    const { lines } = await deliver(push(MESSAGE), { handle: fails(error) });
    expect(lines).toMatchObject([{ event: "delivery_failed", status: 503 }]);
  });

  it("logs attempt, trace, conversation and error of a delivery that failed, and not the customer's words", async () => {
    const message = { ...MESSAGE, attributes: { ...MESSAGE.attributes, traceparent: TRACE } };
    const { lines } = await deliver(push(message, 3), { handle: fails(new RangeError("Is the branch open?")) });
    expect(lines).toEqual([
      {
        severity: "ERROR",
        event: "delivery_failed",
        message: "delivery_failed",
        kind: "message",
        attempt: 3,
        traceparent: expect.stringMatching(/^00-4bf92f3577b34da6a3ce929d0e0e4736-[0-9a-f]{16}-01$/),
        conversation: MESSAGE.attributes.conversation,
        ms: 0,
        calls: [],
        error: expect.stringMatching(/^RangeError at (?!.*branch)/),
      },
    ]);
  });
});

describe("subscriber(), when time is short", () => {
  it("says when the delivery's time is up", async () => {
    const deadlines: Date[] = [];
    await deliver(push(MESSAGE), { handle: async (_fact, { deadline }) => void deadlines.push(deadline) });
    expect(deadlines).toEqual([new Date(RECEIVED.getTime() + 43_000)]);
  });

  it("signals three seconds earlier that waiting should end", async () => {
    const clock = manualClock(RECEIVED);
    const handle: Handler<InboundMessage>["handle"] = (_fact, { signal }) =>
      new Promise((resolve) => signal.addEventListener("abort", () => resolve(undefined)));
    const delivered = deliver(push(MESSAGE), { clock, handle });
    expect(await clock.letTimeoutPass()).toBe(40_000);
    expect((await delivered).answer).toEqual({ status: 200 });
  });

  it("asks for another delivery when the time is up", async () => {
    const clock = manualClock(RECEIVED);
    const delivered = deliver(push(MESSAGE), { clock, handle: () => new Promise(() => undefined) });
    for (const _timer of ["signal", "fence"]) await clock.letTimeoutPass();
    const { answer, lines } = await delivered;
    expect(answer).toMatchObject({ status: 503 });
    expect(lines).toMatchObject([
      { event: "delivery_failed", error: "Cannot go on with the delivery: its time is up" },
    ]);
  });

  it("signals nothing once the fact is handled", async () => {
    const clock = manualClock(RECEIVED);
    await deliver(push(MESSAGE), { clock });
    expect(clock.isIdle()).toBe(true);
  });
});

describe("subscriber(), what can never be handled", () => {
  const handle = fails(new PermanentError("bad-reply", "Cannot reply with this text"));

  it("acknowledges it", async () => {
    expect((await deliver(push(MESSAGE), { handle })).answer).toEqual({ status: 200 });
  });

  it("publishes it to the dead letters of its kind, with what is wrong and without an order", async () => {
    const { published } = await deliver(push(MESSAGE), { handle });
    const { bytes, attributes } = MESSAGE;
    const since = { published: RECEIVED.toISOString(), traceparent: expect.stringMatching(/^00-[0-9a-f]{32}-/) };
    const told = { reason: "bad-reply", error: "Cannot reply with this text", ...since };
    expect(published).toEqual([["message-dead", { bytes, attributes: { ...attributes, ...told } }]]);
  });

  it("tells no more of it than Pub/Sub takes in an attribute", async () => {
    const long = fails(new PermanentError("bad-reply", `Cannot reply with this: ${"ж".repeat(2000)}`));
    const { published } = await deliver(push(MESSAGE), { handle: long });
    const [, letter] = published[0] ?? [];
    expect(letter?.attributes.error).toMatch(/^Cannot reply with this: ж{500}$/);
  });

  it("logs the reason", async () => {
    const { lines } = await deliver(push(MESSAGE), { handle });
    const error = "Cannot reply with this text";
    expect(lines).toMatchObject([{ severity: "ERROR", event: "dead_lettered", reason: "bad-reply", error }]);
  });

  it("asks for another delivery when the dead letter is not durable", async () => {
    const publish = fails(new NotDurableError("Cannot publish"));
    expect((await deliver(push(MESSAGE), { handle, publish })).answer).toMatchObject({ status: 503 });
  });

  it("logs no dead letter that is not durable", async () => {
    const { lines } = await deliver(push(MESSAGE), { handle, publish: fails(new NotDurableError("Cannot publish")) });
    expect(lines).toMatchObject([{ event: "delivery_failed", error: "Cannot publish" }]);
  });

  it.each<[string, string, QueueMessage]>([
    ["unsealed", "what ingress did not seal", { ...MESSAGE, attributes: {} }],
    ["unreadable", "what is no JSON", { ...MESSAGE, bytes: Buffer.from("{") }],
    ["too-large", "what is too large", { ...MESSAGE, bytes: Buffer.alloc(262_145, " ") }],
    ["wrong-topic", "a fact of another kind", READ],
    ["wrong-topic", "a fact of another kind than it is said to be", { ...READ, attributes: MESSAGE.attributes }],
  ])("is, with the reason %s, %s", async (reason, _claim, message) => {
    const { published } = await deliver(push(message));
    expect(published).toMatchObject([["message-dead", { bytes: message.bytes, attributes: { reason } }]]);
  });
});
