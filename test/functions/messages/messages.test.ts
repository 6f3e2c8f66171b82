import { describe, expect, it, vi } from "vitest";
import { messages } from "../../../functions/messages/messages.ts";
import { PermanentError } from "../../../shared/base/errors.ts";
import type { Channel } from "../../../shared/base/ids.ts";
import { expireAt, type Reply, text } from "../../../shared/reply/reply.ts";
import type { ApiCall } from "../../../simulator/api/call.ts";
import { fixture } from "../../support/fixtures.ts";
import { passTime } from "../../support/manual-clock.ts";
import { type OpenPorts, openPorts, pushOf } from "../../support/open-ports.ts";
import { maya, RECEIVED, sealed, webhookOf } from "../../support/sealed.ts";

const QUESTION = sealed(fixture("rcs", "user-text"));
const MAYAS = sealed(webhookOf("business-messages", maya.text("Hello", "M1")));

/** The kinds of what a phone showed, in order, but for READ, which goes out beside the rest. */
function shown(ports: OpenPorts, channel: Channel): readonly string[] {
  return ports
    .phone(channel)
    .timeline.map(({ act }) => act.type)
    .filter((kind) => kind !== "read");
}

describe("messages()", () => {
  it("marks a live message read, shows typing and answers", async () => {
    const ports = await openPorts();
    await messages(ports)(pushOf(QUESTION));
    expect(ports.phone("rcs")).toMatchObject({ read: ["MxIgT4pWCQu2tH9hMkSTljQa"], messages: [{ text: "Yes." }] });
    expect(shown(ports, "rcs")).toEqual(["typing", "message"]);
  });

  it("only answers a message that is late by its clock", async () => {
    const ports = await openPorts({}, new Date(RECEIVED.getTime() + 120_000));
    await messages(ports)(pushOf(QUESTION));
    expect(ports.phone("rcs").timeline.map(({ act }) => act.type)).toEqual(["message"]);
  });

  it("shows typing again between the answers of a bot that needs more than a second for the next", async () => {
    const { promise, resolve: goOn } = Promise.withResolvers<void>();
    const ports = await openPorts({
      async *answer() {
        yield text("One moment.");
        await promise;
        yield text("Yes.");
      },
    });
    const delivered = messages(ports)(pushOf(QUESTION));
    await expect.poll(() => shown(ports, "rcs")).toEqual(["typing", "message"]);
    expect(await ports.clock.letPass()).toBe(1000);
    await expect.poll(() => shown(ports, "rcs")).toEqual(["typing", "message", "typing"]);
    goOn();
    await delivered;
    expect(shown(ports, "rcs")).toEqual(["typing", "message", "typing", "message"]);
  });

  it("shows no typing after the last answer of a bot that yields", async () => {
    const ports = await openPorts({
      async *answer() {
        yield text("One moment.");
        yield text("Yes.");
      },
    });
    await messages(ports)(pushOf(QUESTION));
    expect(shown(ports, "rcs")).toEqual(["typing", "message", "message"]);
  });

  it("shows typing again while the bot takes its time", async () => {
    const { promise, resolve: answer } = Promise.withResolvers<readonly Reply[]>();
    const ports = await openPorts({ answer: () => promise });
    const delivered = messages(ports)(pushOf(QUESTION));
    await vi.waitFor(() => expect(ports.phone("rcs")).toMatchObject({ isTyping: true, read: [expect.any(String)] }));
    await ports.clock.letPass();
    answer([text("Yes.")]);
    await delivered;
    expect(shown(ports, "rcs")).toEqual(["typing", "typing", "message"]);
  });

  it.each<[string, () => never | []]>([
    ["is silent", () => []],
    [
      "fails",
      () => {
        throw new RangeError("The bot is broken");
      },
    ],
  ])("stops typing when the bot %s", async (_claim, answer) => {
    const ports = await openPorts({ answer });
    await messages(ports)(pushOf(MAYAS));
    expect(shown(ports, "business-messages")).toEqual(["typing", "typing-stopped"]);
    expect(ports.clock.isIdle()).toBe(true);
  });

  it("does nothing about a repeated webhook that the bot now fails to answer", async () => {
    let asked = 0;
    const answer = () => {
      asked += 1;
      if (asked > 1) throw new PermanentError("bad-reply", "Cannot reply");
      return [text("Yes.")];
    };
    const ports = await openPorts({ answer });
    await messages(ports)(pushOf(QUESTION));
    expect(await messages(ports)(pushOf(QUESTION))).toEqual({ status: 200 });
    expect([ports.published, ports.phone("rcs").messages]).toMatchObject([[], [{ text: "Yes." }]]);
  });
});

describe("messages(), answers that expire", () => {
  const inMs = (ms: number) => new Date(RECEIVED.getTime() + ms);
  const expiring = (ms: number) => () => [text("Yes."), text("Now.", { expiry: expireAt(inMs(ms)) })];

  it("says sorry when a reply expires before it can leave", async () => {
    const ports = await openPorts({ answer: expiring(-1000) });
    expect(await messages(ports)(pushOf(QUESTION))).toEqual({ status: 200 });
    expect(ports.publishedOn("message-dead").attributes).toMatchObject({ reason: "bad-reply" });
    expect(ports.phone("rcs").messages).toMatchObject([{ text: expect.stringContaining("I am sorry") }]);
  });

  it("leaves out on a second try what has expired meanwhile, as Google does", async () => {
    const ports = await openPorts({ answer: expiring(60_000) });
    const isMessage = ({ act }: ApiCall) => act.type === "message";
    ports.platform.addCallFault({ matches: isMessage, times: 2, at: "before", response: { status: 401 } });
    expect(await messages(ports)(pushOf(QUESTION))).toMatchObject({ status: 503 });
    await passTime(ports.clock, 120_000);
    await messages(ports)(pushOf(QUESTION));
    expect(ports.phone("rcs").messages).toMatchObject([{ text: "Yes." }]);
  });
});
