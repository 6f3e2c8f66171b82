import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { InboundId } from "../../shared/base/ids.ts";
import type { Entry, OutgoingEntry } from "../../shared/bot/entry.ts";
import { text } from "../../shared/bot/reply.ts";
import { outgoingId, type Step, turnId } from "../../shared/effect/turn-id.ts";
import { open } from "../../shared/webhook/open.ts";
import { type Fixture, readFixtures } from "../fixtures.ts";
import { EXPECTED, type Expected } from "./expected.ts";
import { placeOf } from "./place.ts";
import { post } from "./post.ts";
import { type Sentinels, sentinels } from "./sentinel.ts";
import type { SystemUnderTest } from "./stack.ts";

const WAIT = { timeout: 15_000, interval: 20 };
const MANY = 1000;

/** The main job, on every recorded webhook, whatever it runs over. */
export function endToEnd(name: string, start: () => Promise<SystemUnderTest>): void {
  describe(name, () => {
    let system: SystemUnderTest;
    let watch: Sentinels;
    beforeAll(async () => {
      system = await start();
      watch = sentinels(system);
    });
    afterAll(() => system?.close());

    it.each(readFixtures())("$channel/$name leads to what it must", async (fixture) => {
      const expected = EXPECTED[`${fixture.channel}/${fixture.name}`];
      if (expected === undefined) throw new Error(`No row for ${fixture.channel}/${fixture.name}`);
      expect(await post(system.url, fixture)).toMatchObject({ status: 200, body: "" });
      await watch.pass(fixture);
      await vi.waitFor(() => check(system, fixture, expected), WAIT);
    });

    it("changes nothing when every webhook comes again", async () => {
      const sendAll = async () => {
        await Promise.all(readFixtures().map((fixture) => post(system.url, fixture)));
        for (const fixture of ofEachConversation()) await watch.pass(fixture);
      };
      await sendAll();
      const before = await everything(system, watch);
      await sendAll();
      expect(await everything(system, watch)).toEqual(before);
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
  const ours = (step: Step) => outgoingId(turnId({ conversation, type: "message", id }), step);
  const phone = system.platform.phone(fixture.channel, address);
  const history = await entries(system, fixture);
  expect(history).toContainEqual(expect.objectContaining({ type: "message", id }));
  expect(phone.read.includes(id)).toBe(isRead);
  const answer = phone.messages.find((message) => message.id === ours(0));
  expect(answer !== undefined).toBe(isAnswered);
  if (answer === undefined) return;
  expect(phone.calls).toContainEqual(expect.objectContaining({ kind: "typing", id: ours("typing-0"), status: 200 }));
  expect(history).toContainEqual(
    expect.objectContaining({
      type: "outgoing",
      id: ours(0),
      reply: expect.objectContaining(text(answer.text)),
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

/** What history and the phones hold of every recorded conversation, but for sentinels and repeated calls. */
async function everything(system: SystemUnderTest, { include }: Sentinels): Promise<unknown> {
  const notOurs = ({ id }: { readonly id: string }) => !include(id);
  return Promise.all(
    ofEachConversation().map(async (fixture) => {
      const { messages, read } = system.platform.phone(fixture.channel, placeOf(fixture).address);
      const history = (await entries(system, fixture)).filter(notOurs);
      return { messages: messages.filter(notOurs), read: read.filter((id) => !include(id)), history };
    }),
  );
}

async function entries(system: SystemUnderTest, fixture: Fixture): Promise<readonly Entry[]> {
  return (await system.history.read(placeOf(fixture).conversation, MANY)).entries;
}

/** One recorded webhook of each conversation. */
function ofEachConversation(): readonly Fixture[] {
  return [...new Map(readFixtures().map((fixture) => [placeOf(fixture).conversation, fixture])).values()];
}
