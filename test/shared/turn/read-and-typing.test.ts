import { describe, expect, it } from "vitest";
import { outgoingId, turnId } from "../../../shared/conversation/turn-id.ts";
import { fixture } from "../../support/fixtures.ts";
import { passTime } from "../../support/manual-clock.ts";
import { openSignals } from "../../support/open-signals.ts";
import { ada, factOf, maya, webhookOf } from "../../support/sealed.ts";

const message = factOf("message", fixture("rcs", "user-text"));
const mayas = factOf("message", webhookOf("business-messages", maya.text("Hello", "M1")));
const typing = (n: number) => outgoingId(turnId(message), `typing-${n}`);

describe("startSignals()", () => {
  it("marks the message read and shows typing at once", async () => {
    const { signals, phone, calls } = await openSignals(message);
    await signals.first;
    expect(phone()).toMatchObject({ read: ["MxIgT4pWCQu2tH9hMkSTljQa"], isTyping: true });
    expect([calls("read"), calls("typing")]).toEqual([[outgoingId(turnId(message), "read")], [typing(0)]]);
  });

  it("has written READ and typing before Google answers", async () => {
    const { signals, platform, calls } = await openSignals(message);
    const { promise: gate, resolve: open } = Promise.withResolvers<void>();
    platform.addCallFault({ matches: () => true, at: "before", hook: () => gate });
    await signals.untilWritten();
    expect([...calls("read"), ...calls("typing")]).toEqual([]);
    open();
    await signals.first;
    expect([...calls("read"), ...calls("typing")]).toHaveLength(2);
  });

  it("lets the bot wait 20 ms at most for what is not written", async () => {
    const { promise: never } = Promise.withResolvers<never>();
    const { signals, clock } = await openSignals(message, 0, { gate: { refusal: () => never, permit: () => never } });
    const written = signals.untilWritten();
    expect(await clock.letTimeoutPass()).toBe(20);
    await written;
  });

  it("shows typing again every 15 s, under an id of its own, because a repeated one is ignored", async () => {
    const { signals, passToTyping, calls } = await openSignals(message);
    expect([await passToTyping(2), await passToTyping(3)]).toEqual([15_000, 15_000]);
    await signals.pause();
    expect(calls("typing")).toEqual([typing(0), typing(1), typing(2)]);
  });

  it("waits for typing that is under way before an answer leaves", async () => {
    const { signals, platform, clock } = await openSignals(message);
    const order: string[] = [];
    await signals.first;
    const { promise: gate, resolve: open } = Promise.withResolvers<void>();
    const hook = async () => {
      await gate;
      order.push("shown");
    };
    platform.addCallFault({ matches: ({ act }) => act.type === "typing", at: "before", hook });
    await clock.letPass();
    const paused = signals.pause().then(() => order.push("paused"));
    open();
    await paused;
    expect(order).toEqual(["shown", "paused"]);
  });

  it("shows typing no more from the moment that an answer is about to leave", async () => {
    const { signals, clock } = await openSignals(message);
    await signals.pause();
    expect(clock.isIdle()).toBe(true);
  });

  it("shows typing again when more is to come, and keeps it", async () => {
    const { signals, clock, calls } = await openSignals(message);
    await signals.pause();
    signals.resume();
    const passedMs = [await clock.letPass(), await clock.letPass()];
    await signals.pause();
    expect(calls("typing")).toEqual([typing(0), typing(1), typing(2)]);
    expect(passedMs).toEqual([1000, 15_000]);
  });

  it("shows no typing after the last words of a bot that ends within a second", async () => {
    const { signals, clock, calls } = await openSignals(message);
    await signals.pause();
    signals.resume();
    await passTime(clock, 999);
    await signals.end();
    expect(calls("typing")).toEqual([typing(0)]);
  });

  it("keeps typing no longer than the delivery has time", async () => {
    const { clock, timeUp } = await openSignals(message);
    timeUp.abort();
    expect(clock.isIdle()).toBe(true);
  });

  it("stops typing when the turn has ended", async () => {
    const { signals, clock, phone, calls } = await openSignals(mayas);
    await signals.end();
    expect([phone().isTyping, clock.isIdle()]).toEqual([false, true]);
    expect(calls("typing-stopped")).toEqual([outgoingId(turnId(mayas), "typing-stopped")]);
  });
});

describe("startSignals(), when the process was stopped and learns of no end", () => {
  it("shows no typing after the time of its calls", async () => {
    const { signals, clock, calls, passToTyping } = await openSignals(message);
    for (const times of [2, 3, 4]) await passToTyping(times);
    await clock.letPass();
    await signals.pause();
    expect(calls("typing")).toEqual([typing(0), typing(1), typing(2), typing(3)]);
  });

  it("says not even that typing has stopped", async () => {
    const { signals, clock, calls, passToTyping } = await openSignals(mayas);
    for (const times of [2, 3, 4]) await passToTyping(times);
    await clock.letPass();
    await signals.end();
    expect(calls("typing-stopped")).toEqual([]);
  });
});

describe("startSignals(), when there is nothing to signal", () => {
  it.each([
    [-5_000, true],
    [0, true],
    [119_999, true],
    [120_000, false],
    [7 * 86_400_000, false],
  ])("takes a message that was accepted %i ms ago for live: %s", async (ageMs, isLive) => {
    const { signals, phone } = await openSignals(message, ageMs);
    await signals.first;
    await signals.pause();
    expect(phone().calls.length > 0).toBe(isLive);
  });

  it("shows no typing between the answers to a message that is late, and stops none", async () => {
    const { signals, clock, phone } = await openSignals(mayas, 120_000);
    await signals.pause();
    signals.resume();
    await signals.end();
    expect([phone().calls, clock.isIdle()]).toEqual([[], true]);
  });

  it.each([
    ["the older form of an RCS message", fixture("rcs", "user-text-event-form")],
    ["a tap in Business Messages", fixture("business-messages", "suggestion-response-reply")],
  ])("marks nothing read for %s, which names no message", async (_claim, webhook) => {
    const { signals, phone } = await openSignals(factOf("message", webhook));
    await signals.first;
    expect(phone().calls.map(({ kind }) => kind)).toEqual(["typing"]);
  });

  it("marks a tap in RCS read", async () => {
    const { signals, calls } = await openSignals(factOf("message", fixture("rcs", "suggestion-reply")));
    await signals.first;
    expect(calls("read")).toHaveLength(1);
  });

  it.each([
    ["STOP", factOf("message", fixture("rcs", "user-text-stop-keyword"))],
    ["a tapped STOP", factOf("message", webhookOf("rcs", ada.tap({ text: "Stop", postback: "STOP" })))],
    [
      "what Google has answered",
      factOf(
        "message",
        webhookOf("business-messages", { ...maya.text("Hi", "M1"), dialogflowResponse: { autoResponded: true } }),
      ),
    ],
  ])("marks %s read, and shows no typing", async (_claim, of) => {
    const { signals, phone } = await openSignals(of);
    await signals.first;
    await signals.end();
    expect(phone().calls.map(({ kind }) => kind)).toEqual(["read"]);
  });

  it("shows typing for STOP in Business Messages, which has no such word", async () => {
    const { signals, phone } = await openSignals(factOf("message", webhookOf("business-messages", maya.text("STOP"))));
    await signals.first;
    expect(
      phone()
        .calls.map(({ kind }) => kind)
        .toSorted(),
    ).toEqual(["read", "typing"]);
  });
});
