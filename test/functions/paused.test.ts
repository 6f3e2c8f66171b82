import { describe, expect, it } from "vitest";
import { events } from "../../functions/events/events.ts";
import { messages } from "../../functions/messages/messages.ts";
import type { Pauses } from "../../shared/ports/pauses.ts";
import { openPauseGate } from "../../shared/turn/pause-gate.ts";
import { fixture } from "../support/fixtures.ts";
import { passTime } from "../support/manual-clock.ts";
import { type OpenPorts, openPorts, pushOf } from "../support/open-ports.ts";
import { maya, RECEIVED, sealed, webhookOf } from "../support/sealed.ts";

const QUESTION = sealed(fixture("rcs", "user-text"));
const PAUSE = { scope: { type: "bot" }, since: RECEIVED, by: "ada" } as const;

async function openPaused(): Promise<OpenPorts> {
  const ports = await openPorts({
    answer() {
      throw new Error("The bot was asked");
    },
  });
  await ports.pauses.add(PAUSE);
  return ports;
}

describe("messages(), while the bot is paused", () => {
  it("acknowledges a message, shows nothing and does not ask the bot", async () => {
    const ports = await openPaused();
    expect(await messages(ports)(pushOf(QUESTION))).toEqual({ status: 200 });
    expect(ports.phone("rcs").timeline).toEqual([]);
  });

  it("keeps it as a dead letter with its reason and its age, and calls nobody", async () => {
    const ports = await openPaused();
    await messages(ports)(pushOf(QUESTION));
    const { bytes, attributes } = ports.publishedOn("message-dead");
    expect(bytes).toEqual(QUESTION.bytes);
    expect(attributes).toMatchObject({ reason: "paused", published: RECEIVED.toISOString() });
    expect(attributes.error).toMatch(/bot is paused.*resume/);
    expect(ports.lines).toMatchObject([
      { severity: "WARNING", event: "is_paused", kind: "bot" },
      { severity: "INFO", event: "fact_held", kind: "message", conversation: attributes.conversation },
    ]);
  });

  it("frees the conversation", async () => {
    const ports = await openPaused();
    await messages(ports)(pushOf(QUESTION));
    const { lease } = await ports.history.load(QUESTION.attributes.conversation as never);
    expect(lease).toBeUndefined();
  });

  it("stops the typing that was shown before the pause", async () => {
    const ports = await openPorts({
      async answer() {
        await ports.pauses.add(PAUSE);
        await expect.poll(shown).toEqual(["typing"]);
        await ports.clock.letPass();
        await expect.poll(shown).toEqual(["typing", "typing"]);
        await ports.clock.letPass();
        return [];
      },
    });
    const shown = () =>
      ports
        .phone("business-messages")
        .timeline.map(({ act }) => act.type)
        .filter((type) => type !== "read");
    await messages(ports)(pushOf(sealed(webhookOf("business-messages", maya.text("Hello", "M1")))));
    expect(shown()).toEqual(["typing", "typing", "typing-stopped"]);
  });
});

describe("what is paused", () => {
  it("costs one read for each half minute in which something is to be said, and none for what is only kept", async () => {
    const ports = await openPorts();
    let reads = 0;
    const pauses: Pauses = {
      read() {
        reads += 1;
        return ports.pauses.read();
      },
    };
    const engine = { ...ports, gate: openPauseGate({ pauses, clock: ports.clock, log: ports.log }) };
    const [take, happen] = [messages(engine), events(engine)];
    await happen(pushOf(sealed(fixture("rcs", "event-is-typing"))));
    const counts = [reads];
    for (let minute = 0; minute < 2; minute += 1) {
      for (let n = 0; n < 10; n += 1)
        await take(pushOf(sealed(webhookOf("business-messages", maya.text("Hi", `M${minute}-${n}`)))));
      counts.push(reads);
      await passTime(ports.clock, 30_000);
    }
    expect(counts).toEqual([0, 1, 2]);
  });
});
