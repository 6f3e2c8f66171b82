import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Address, AgentId, Channel, ConversationId, InboundId } from "../../shared/base/ids.ts";
import { outgoingId, type Step } from "../../shared/effect/outgoing-id.ts";
import type { Entry, OutgoingEntry } from "../../shared/effect/ports.ts";
import { conversationId } from "../../shared/envelope/conversation.ts";
import { sort } from "../../shared/envelope/kind.ts";
import { open } from "../../shared/webhook/open.ts";
import type { PhoneView } from "../../simulator/phone.ts";
import { type Fixture, readFixtures } from "../fixtures.ts";
import { EXPECTED, type Expected } from "./expected.ts";
import { post } from "./post.ts";
import { CONVERSATION_KEY, type SystemUnderTest } from "./stack.ts";

const WAIT = { timeout: 15_000, interval: 20 };
const MANY = 1000;

/** The main job, on every recorded webhook, whatever it runs over. */
export function endToEnd(name: string, start: () => Promise<SystemUnderTest>): void {
  describe(name, () => {
    let system: SystemUnderTest;
    beforeAll(async () => {
      system = await start();
    });
    afterAll(() => system?.close());

    it.each(readFixtures())("$channel/$name leads to what it must", async (fixture) => {
      const expected = EXPECTED[`${fixture.channel}/${fixture.name}`];
      if (expected === undefined) throw new Error(`No row for ${fixture.channel}/${fixture.name}`);
      expect(await post(system.url, fixture)).toMatchObject({ status: 200, body: "" });
      await vi.waitFor(() => check(system, fixture, expected), WAIT);
    });

    it("leaves no typing indicator on", async () => {
      const view = phoneOf(system, "business-messages/message-text");
      await vi.waitFor(() => expect(phoneOf(system, "business-messages/message-text").isTyping).toBe(false), WAIT);
      expect(view.typingStarts).toBeGreaterThan(0);
    });

    it("changes nothing when every webhook comes again", async () => {
      const before = await everything(system);
      for (const fixture of readFixtures()) expect((await post(system.url, fixture)).status).toBe(200);
      await settle(system);
      expect(await everything(system)).toEqual(before);
    });

    it("logs no phone number, text, token or signed URL", () => {
      expect(system.logs()).not.toMatch(/7700900123|2025550123|branch|Sunday|SIM-CLIENT|SJENC|x-goog-signature=/i);
    });
  });
}

async function check(system: SystemUnderTest, fixture: Fixture, expected: Expected): Promise<void> {
  switch (expected.kind) {
    case "message":
      return checkMessage(system, fixture, expected);
    case "event":
      return expect(await entries(system, fixture)).toContainEqual(
        expect.objectContaining({ type: "event", id: expected.id, event: expected.event }),
      );
    case "receipt":
      return checkReceipts(await entries(system, fixture), expected.steps);
    case "parked":
      return expect(system.kept.on("parked")).toContainEqual(
        expect.objectContaining({
          bytes: open(fixture.channel, fixture.body).bytes,
          attributes: expect.objectContaining({ reason: expected.reason }),
        }),
      );
  }
}

async function checkMessage(
  system: SystemUnderTest,
  fixture: Fixture,
  { id, isRead, isAnswered }: Extract<Expected, { kind: "message" }>,
): Promise<void> {
  const { conversation, address } = placeOf(fixture);
  const ours = (step: Step) => outgoingId({ conversation, id: id as InboundId }, step);
  const phone = system.platform.phone(fixture.channel, address);
  const history = await entries(system, fixture);
  expect(history).toContainEqual(expect.objectContaining({ type: "message", id }));
  expect(phone.read.includes(id)).toBe(isRead);
  const answer = phone.messages.find((message) => message.id === ours(0));
  expect(answer !== undefined).toBe(isAnswered);
  if (answer === undefined) return;
  expect(phone.calls).toContainEqual(expect.objectContaining({ kind: "typing", id: ours("typing"), status: 200 }));
  expect(history).toContainEqual(
    expect.objectContaining({
      type: "outgoing",
      id: ours(0),
      reply: { text: answer.text },
      times: { sent: expect.any(Date) },
    }),
  );
}

function checkReceipts(history: readonly Entry[], steps: Readonly<Record<string, readonly string[]>>): void {
  const ours = history.filter((entry): entry is OutgoingEntry => entry.type === "outgoing");
  for (const [message, wanted] of Object.entries(steps)) {
    const times = ours.find(({ id }) => id === message)?.times ?? {};
    expect(Object.keys(times)).toEqual(expect.arrayContaining([...wanted]));
  }
}

/** What history and the phones hold of every recorded conversation, but for repeated calls. */
async function everything(system: SystemUnderTest): Promise<unknown> {
  const places = new Map(readFixtures().map((fixture) => [placeOf(fixture).conversation, fixture]));
  return Promise.all(
    [...places.values()].map(async (fixture) => {
      const { messages, read, isTyping } = system.platform.phone(fixture.channel, placeOf(fixture).address);
      return { messages, read, isTyping, history: await entries(system, fixture) };
    }),
  );
}

/** Waits until what was sent before has been handled: messages of a conversation are handled in their order. */
async function settle(system: SystemUnderTest): Promise<void> {
  const calls = () =>
    readFixtures().map((fixture) => system.platform.phone(fixture.channel, placeOf(fixture).address).calls);
  let before = "";
  await vi.waitFor(
    () => {
      const now = JSON.stringify(calls());
      const isQuiet = now === before;
      before = now;
      if (!isQuiet) throw new Error("Calls are still being made");
    },
    { ...WAIT, interval: 500 },
  );
}

async function entries(system: SystemUnderTest, fixture: Fixture): Promise<readonly Entry[]> {
  return system.history.read(placeOf(fixture).conversation, MANY);
}

function phoneOf(system: SystemUnderTest, key: string): PhoneView {
  const fixture = readFixtures().find(({ channel, name }) => `${channel}/${name}` === key);
  if (fixture === undefined) throw new Error(`No fixture ${key}`);
  return system.platform.phone(fixture.channel, placeOf(fixture).address);
}

function placeOf({ channel, body }: Fixture): { readonly address: Address; readonly conversation: ConversationId } {
  const { json, agent } = open(channel as Channel, body);
  const sorted = sort(channel, json);
  const address = "address" in sorted ? sorted.address : undefined;
  const of = { channel, agent: agent as AgentId, address };
  return { address: address ?? ("" as Address), conversation: conversationId(CONVERSATION_KEY, of) };
}
