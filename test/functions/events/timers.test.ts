import { describe, expect, it } from "vitest";
import { events } from "../../../functions/events/events.ts";
import { NotDurableError } from "../../../shared/base/errors.ts";
import type { QueueMessage } from "../../../shared/envelope/push-request.ts";
import type { TimerMessage, Timers } from "../../../shared/ports/timers.ts";
import { text } from "../../../shared/reply/reply.ts";
import { passTime } from "../../support/manual-clock.ts";
import { type OpenPorts, openPorts, pushOf } from "../../support/open-ports.ts";
import { maya, sealed, webhookOf } from "../../support/sealed.ts";

const PATIENCE_MS = 5 * 60_000;

/** A user of Business Messages waits for a person, and the deadline of that is on its way. */
async function callPerson(): Promise<{ readonly ports: OpenPorts; readonly deadline: QueueMessage }> {
  const ports = await openPorts({
    people: { hours: () => ({ isOpen: true }), waitMinutes: 5, silenceMinutes: 30 },
    sayNotice: ({ type }) => [text(type)],
  });
  await events(ports)(pushOf(sealed(webhookOf("business-messages", maya.liveAgentRequested()))));
  return { ports, deadline: ports.publishedOn("deadline") };
}

/** Delivers it after so much more time. */
async function deliver({ ports, deadline }: Awaited<ReturnType<typeof callPerson>>, afterMs: number) {
  await passTime(ports.clock, afterMs);
  return events(ports)(pushOf(deadline, { path: "/deadlines" }));
}

function said({ ports }: Awaited<ReturnType<typeof callPerson>>): readonly (string | undefined)[] {
  return ports.phone("business-messages").messages.map((message) => message.text);
}

function news({ ports }: Awaited<ReturnType<typeof callPerson>>): readonly unknown[] {
  const told = ports.published.filter(([topic]) => topic === "handoff");
  return told.map(([, { bytes }]) => JSON.parse(bytes.toString()).news);
}

describe("timers()", () => {
  it("answers 425 until the deadline is due, and does nothing", async () => {
    const called = await callPerson();
    expect(await deliver(called, PATIENCE_MS - 1)).toMatchObject({ status: 425 });
    expect(said(called)).toEqual(["waiting"]);
  });

  it("logs no deadline that is refused: nothing is wrong with it", async () => {
    const called = await callPerson();
    await deliver(called, PATIENCE_MS - 1);
    expect(called.ports.lines).not.toContainEqual(
      expect.objectContaining({ severity: expect.stringMatching("WARNING|ERROR") }),
    );
  });

  it("sets a timer again that was too far away to be set, and refuses it when a slow clock has it come early", async () => {
    const { ports, deadline } = await callPerson();
    const set: TimerMessage[] = [];
    const timers: Timers = { isRelayed: true, set: async (timer) => void set.push(timer) };
    const far = { ...deadline, attributes: { ...deadline.attributes, due: "2027-01-20T10:15:00.000Z" } };
    const answer = (message: QueueMessage) => events({ ...ports, timers })(pushOf(message, { path: "/deadlines" }));
    expect(await answer(deadline)).toMatchObject({ status: 425 });
    expect(await answer(far)).toEqual({ status: 200 });
    expect(set).toEqual([far]);
  });

  it("has a far timer delivered again when it could not be set again", async () => {
    const { ports, deadline } = await callPerson();
    const timers: Timers = { isRelayed: true, set: () => Promise.reject(new NotDurableError("Cannot set a timer")) };
    const far = { ...deadline, attributes: { ...deadline.attributes, due: "2027-01-20T10:15:00.000Z" } };
    expect(await events({ ...ports, timers })(pushOf(far, { path: "/deadlines" }))).toMatchObject({ status: 503 });
  });

  it("gives the conversation back to the bot when it is due and nobody has come", async () => {
    const called = await callPerson();
    expect(await deliver(called, PATIENCE_MS)).toEqual({ status: 200 });
    expect(said(called)).toEqual(["waiting", "nobody-came"]);
    expect(news(called)).toMatchObject([{ type: "waiting" }, { type: "ended", reason: "nobody-came" }]);
  });

  it("does so once, however often the deadline is delivered", async () => {
    const called = await callPerson();
    await deliver(called, PATIENCE_MS);
    expect(await deliver(called, 0)).toEqual({ status: 200 });
    expect(said(called)).toEqual(["waiting", "nobody-came"]);
  });

  it("does nothing when the bot has the conversation already", async () => {
    const called = await callPerson();
    await events(called.ports)(pushOf(sealed(webhookOf("business-messages", maya.liveAgentRequested(false)))));
    await deliver(called, PATIENCE_MS);
    expect(said(called)).toEqual(["waiting"]);
  });

  it("does nothing when the user has begun to wait anew since", async () => {
    const called = await callPerson();
    await passTime(called.ports.clock, 60_000);
    for (const isWished of [false, true]) {
      await events(called.ports)(pushOf(sealed(webhookOf("business-messages", maya.liveAgentRequested(isWished)))));
    }
    expect(await deliver(called, PATIENCE_MS - 60_000)).toEqual({ status: 200 });
    expect(said(called)).toEqual(["waiting", "waiting"]);
  });

  it.each(["soon", undefined])("dead-letters a message that is due %j: no deadline of ours", async (due) => {
    const { ports, deadline } = await callPerson();
    const { due: _due, ...attributes } = deadline.attributes;
    const message = { ...deadline, attributes: due === undefined ? attributes : { ...attributes, due } };
    expect(await events(ports)(pushOf(message, { path: "/deadlines" }))).toEqual({ status: 200 });
    expect(ports.publishedOn("deadline-dead").attributes).toMatchObject({ reason: "unreadable" });
  });

  it("answers 400 to what is no push", async () => {
    const ports = await openPorts();
    const request = { method: "POST", path: "/deadlines", headers: {}, body: Buffer.from("{}") };
    expect(await events(ports)(request)).toMatchObject({ status: 400 });
  });
});
