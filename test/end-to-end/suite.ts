import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { HistoryEntry, OutgoingEntry } from "../../shared/bot/history-entry.ts";
import { type CallPlace, outgoingId, turnId } from "../../shared/conversation/turn-id.ts";
import { text } from "../../shared/reply/reply.ts";
import { unwrap } from "../../shared/webhook/unwrap.ts";
import { type Fixture, readFixtures } from "../support/fixtures.ts";
import { expectNoneIn, personalIn } from "../support/personal.ts";
import { post } from "../support/post.ts";
import { type Sentinels, sentinels } from "../support/sentinel.ts";
import type { SystemUnderTest } from "../support/stack.ts";
import { addressOf } from "../support/system-under-test.ts";
import { EXPECTED, type Expected, type Turning } from "./expected.ts";

const WAIT = { timeout: 15_000, interval: 20 };
const MANY = 1000;
/** More acts than such a turn has: words may come after others. */
const MANY_STEPS = 9;

/** The main job, on every recorded webhook, whatever it runs over. */
export function endToEnd(name: string, start: () => Promise<SystemUnderTest>): void {
  const [alone = [], together = []] = [true, false].map((is) => readFixtures().filter((one) => isTurning(one) === is));
  describe(name, () => leadsTo(together, start));
  for (const fixture of alone) describe(`${name}, for ${fixture.name} alone`, () => leadsTo([fixture], start));
}

function leadsTo(fixtures: readonly Fixture[], start: () => Promise<SystemUnderTest>): void {
  let system: SystemUnderTest;
  let watch: Sentinels;
  beforeAll(async () => {
    system = await start();
    watch = sentinels(system);
  });
  afterAll(() => system?.close());

  it.each(fixtures)("$channel/$name leads to what it must", async (fixture) => {
    const expected = expectedOf(fixture);
    expect(await post(system.url, fixture)).toMatchObject({ status: 200, body: "" });
    // An event goes its own way, so that no message proves that it is handled.
    if (expected.kind === "turning") await vi.waitFor(() => check(system, fixture, expected), WAIT);
    const answer = await watch.pass(fixture);
    await vi.waitFor(() => check(system, fixture, expected), WAIT);
    if (expected.kind === "turning") await checkAnswer(system, fixture, { answer, ...expected });
  });

  it("changes nothing when every webhook comes again", async () => {
    const sendAll = async () => {
      await Promise.all(fixtures.map((fixture) => post(system.url, fixture)));
      for (const fixture of ofEachConversation(fixtures)) await watch.pass(fixture);
    };
    await sendAll();
    const before = await everything(system, fixtures, watch);
    await sendAll();
    expect(await everything(system, fixtures, watch)).toEqual(before);
  });

  it("logs nothing of what was said, by whom, or with which token", () => {
    expect(system.logs()).toContain("message_sent");
    const shown = fixtures.flatMap((one) => system.platform.phone(one.channel, addressOf(one).address).messages);
    const answers = shown.map(({ text }) => text);
    expectNoneIn(system.logs(), [...fixtures.flatMap(personalIn), ...answers]);
  });
}

function expectedOf({ channel, name }: Fixture): Expected {
  const expected = EXPECTED[`${channel}/${name}`];
  if (expected === undefined) throw new Error(`No row for ${channel}/${name}`);
  return expected;
}

function isTurning(fixture: Fixture): boolean {
  return EXPECTED[`${fixture.channel}/${fixture.name}`]?.kind === "turning";
}

async function check(system: SystemUnderTest, fixture: Fixture, expected: Expected): Promise<void> {
  switch (expected.kind) {
    case "message":
      return checkMessage(system, fixture, expected);
    case "event":
      return expect(await entries(system, fixture)).toContainEqual(
        expect.objectContaining({ type: "event", id: expected.id, event: expected.event }),
      );
    case "turning":
      return checkTold(system, fixture, expected);
    case "receipt":
      return checkReceipts(await entries(system, fixture), expected.steps);
    case "parked":
      return expect(system.kept.on("parked")).toContainEqual(
        expect.objectContaining({
          bytes: unwrap(fixture.channel, fixture.body).bytes,
          attributes: expect.objectContaining({ reason: expected.reason }),
        }),
      );
  }
}

async function checkMessage(
  system: SystemUnderTest,
  fixture: Fixture,
  { id, isRead, isAnswered, isTyped }: Extract<Expected, { kind: "message" }>,
): Promise<void> {
  const { conversation, address } = addressOf(fixture);
  const ours = (step: CallPlace) => outgoingId(turnId({ conversation, type: "message", id }), step);
  const phone = system.platform.phone(fixture.channel, address);
  const history = await entries(system, fixture);
  expect(history).toContainEqual(expect.objectContaining({ type: "message", id }));
  expect(phone.read.includes(id)).toBe(isRead);
  const answer = phone.messages.find((message) => message.id === ours(0));
  expect(answer !== undefined).toBe(isAnswered);
  if (answer === undefined) return;
  const typing = { kind: "typing", id: ours("typing-0"), status: 200 };
  if (isTyped !== false) expect(phone.calls).toContainEqual(expect.objectContaining(typing));
  expect(history).toContainEqual(
    expect.objectContaining({
      type: "outgoing",
      id: ours(0),
      reply: expect.objectContaining(text(answer.text)),
      times: { sent: expect.any(Date) },
    }),
  );
}

/** The fact, and the one thing that was said about it. */
async function checkTold(system: SystemUnderTest, fixture: Fixture, expected: Turning): Promise<void> {
  const { fact, told } = expected;
  const { type, id } = fact;
  const { conversation, address } = addressOf(fixture);
  const { messages, read } = system.platform.phone(fixture.channel, address);
  const history = await entries(system, fixture);
  expect(history).toContainEqual(expect.objectContaining(fact));
  expect(read.includes(id)).toBe(type === "message");
  const ours = Array.from({ length: MANY_STEPS }, (_, step) => outgoingId(turnId({ conversation, type, id }), step));
  const [said, ...more] = messages.filter((message) => ours.some((one) => one === message.id));
  expect([said !== undefined, more]).toEqual([told !== "nothing", []]);
  if (said === undefined) return;
  const reply = { ...text(said.text), ...(told === "confirmation" && { trafficType: "ACKNOWLEDGEMENT" }) };
  const sent = {
    type: "outgoing",
    id: said.id,
    reply: expect.objectContaining(reply),
    times: { sent: expect.any(Date) },
  };
  expect(history).toContainEqual(expect.objectContaining(sent));
}

/** What the user said afterwards is answered, or never will be: an answer would be in history with the question. */
async function checkAnswer(
  system: SystemUnderTest,
  fixture: Fixture,
  { answer, isAnsweredThen }: Pick<Turning, "isAnsweredThen"> & { readonly answer: string | undefined },
): Promise<void> {
  const shown = () => system.platform.phone(fixture.channel, addressOf(fixture).address).messages.map(({ id }) => id);
  if (isAnsweredThen) await vi.waitFor(() => expect(shown()).toContain(answer), WAIT);
  const known = (await entries(system, fixture)).map(({ id }) => id as string);
  if (!isAnsweredThen) expect([...known, ...shown()]).not.toContain(answer);
}

function checkReceipts(history: readonly HistoryEntry[], steps: Readonly<Record<string, readonly string[]>>): void {
  const ours = history.filter((entry): entry is OutgoingEntry => entry.type === "outgoing");
  for (const [message, wanted] of Object.entries(steps)) {
    const times = ours.find(({ id }) => id === message)?.times ?? {};
    expect(Object.keys(times)).toEqual(expect.arrayContaining([...wanted]));
  }
}

/** What history and the phones hold of these recorded conversations, but for sentinels and repeated calls. */
async function everything(
  system: SystemUnderTest,
  fixtures: readonly Fixture[],
  { include }: Sentinels,
): Promise<unknown> {
  const notOurs = ({ id }: { readonly id: string }) => !include(id);
  return Promise.all(
    ofEachConversation(fixtures).map(async (fixture) => {
      const { messages, read } = system.platform.phone(fixture.channel, addressOf(fixture).address);
      const history = (await entries(system, fixture)).filter(notOurs);
      return { messages: messages.filter(notOurs), read: read.filter((id) => !include(id)), history };
    }),
  );
}

async function entries(system: SystemUnderTest, fixture: Fixture): Promise<readonly HistoryEntry[]> {
  return (await system.history.read(addressOf(fixture).conversation, MANY)).entries;
}

/** One recorded webhook of each conversation. */
function ofEachConversation(fixtures: readonly Fixture[]): readonly Fixture[] {
  return [...new Map(fixtures.map((fixture) => [addressOf(fixture).conversation, fixture])).values()];
}
