import { describe, expect, it } from "vitest";
import { messages } from "../../../functions/messages/messages.ts";
import type { Channel } from "../../../shared/base/ids.ts";
import { type Reply, text } from "../../../shared/bot/reply.ts";
import { fixture } from "../../fixtures.ts";
import { maya, RECEIVED, sealed, webhookOf } from "../../sealed.ts";
import { type OpenPorts, openPorts, pushOf } from "../open-ports.ts";

const QUESTION = sealed(fixture("rcs", "user-text"));
const MAYAS = sealed(webhookOf("business-messages", maya.text("Hello", "M1")));

/** The kinds of what a phone showed, in order, but for READ, which goes out beside the rest. */
function shown(ports: OpenPorts, channel: Channel): readonly string[] {
  return ports
    .phone(channel)
    .noticed.map(({ act }) => act.type)
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
    expect(ports.phone("rcs").noticed.map(({ act }) => act.type)).toEqual(["message"]);
  });

  it("shows typing again between the answers of a bot that gives them one after the other", async () => {
    const ports = await openPorts({
      async *answer() {
        yield text("One moment.");
        yield text("Yes.");
      },
    });
    await messages(ports)(pushOf(QUESTION));
    expect(shown(ports, "rcs")).toEqual(["typing", "message", "typing", "message"]);
  });

  it("shows typing again while the bot takes its time", async () => {
    const { promise, resolve: answer } = Promise.withResolvers<readonly Reply[]>();
    const ports = await openPorts({ answer: () => promise });
    const delivered = messages(ports)(pushOf(QUESTION));
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

  it("lets READ and typing leave before a client blocks the process", async () => {
    const ports = await openPorts();
    const shownAtLook: (readonly string[])[] = [];
    const look: typeof ports.history.look = (...of) => {
      shownAtLook.push(shown(ports, "rcs"));
      return ports.history.look(...of);
    };
    await messages({ ...ports, history: { ...ports.history, look, isCold: () => true } })(pushOf(QUESTION));
    expect(shownAtLook).toEqual([["typing"]]);
  });
});
