import { describe, expect, it } from "vitest";
import type { QueueMessage } from "../../shared/envelope/push-request.ts";
import { keptDatabase } from "../support/kept-database.ts";
import { factsOf, runHeliograph } from "../support/run-heliograph.ts";

const PHONE = "+447700900123";
const CONVERSATION = "c".repeat(43);
const FIRST = "2026-11-20T10:00:00.000Z";
const PUBLISHED_FIRST = { published: FIRST };

/** A dead letter with a person's words in it. */
function letter(attributes: Readonly<Record<string, string>> = {}): QueueMessage {
  return {
    bytes: Buffer.from(JSON.stringify({ senderPhoneNumber: PHONE, text: "my secret", [PHONE]: [1, true, null] })),
    attributes: {
      kind: "message",
      conversation: CONVERSATION,
      reason: "failed-too-often",
      error: "Cannot handle it",
      ...PUBLISHED_FIRST,
      ...attributes,
    },
  };
}

/** Three letters: message/1, message/2 with another reason, and outbound/3. */
async function withLetters() {
  const database = keptDatabase();
  await database.put("message-dead", letter());
  await database.put("message-dead", letter({ reason: "away-too-long", attempts: "96" }));
  await database.put("outbound-dead", letter({ note: PHONE }));
  const run = (...args: readonly string[]) => runHeliograph(["dead-letters", ...args, "--data", database.file]);
  return { database, run };
}

describe("heliograph dead-letters", { timeout: 60_000 }, () => {
  it("counts them by kind and reason, with age and attempts, and says nobody's words", async () => {
    const { run } = await withLetters();
    const { stdout, exitCode } = await run();
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^message +failed-too-often +1, oldest for \d+ s: message\/1$/m);
    expect(stdout).toMatch(/^message +away-too-long +1, oldest for \d+ s: message\/2, 96 attempts$/m);
    expect(stdout).toMatch(/^3 dead letters\.$/m);
  });

  it("lists each that fits, as JSON too, and takes none", async () => {
    const { run, database } = await withLetters();
    const facts = factsOf(await run("list", "--each", "--kind", "message", "--reason", "failed-too-often", "--json"));
    expect(facts).toMatchObject([
      { type: "kept", id: "message/1", conversation: CONVERSATION, published: FIRST, redrives: 0 },
      { type: "group", kind: "message", reason: "failed-too-often", count: 1 },
      { type: "total", count: 1, read: 2 },
    ]);
    expect((await run("list", "--conversation", "d".repeat(43))).stdout).toBe("No dead letters, of 3.\n");
    expect(database.on("message-dead")).toHaveLength(2);
  });

  it("shows one without a word, a number or a name of anybody's", async () => {
    const { run } = await withLetters();
    const { stdout } = await run("show", "message/1");
    expect(stdout).toMatch(/^ {2}error: Cannot handle it$/m);
    expect(stdout).toContain('"senderPhoneNumber": "13 characters"');
    const other = await run("show", "outbound/3", "--json");
    expect(factsOf(other)).toMatchObject([{ attributes: { note: "13 characters" }, json: { text: "9 characters" } }]);
    expect(stdout + other.stdout).not.toMatch(/7700|secret/);
  });

  it("shows one as it is when asked to, and records who looked", async () => {
    const { run, database } = await withLetters();
    const { stdout } = await run("show", "message/1", "--unmasked");
    expect(stdout).toContain("my secret");
    const records = database.documents("audit");
    expect(records).toMatchObject([{ by: expect.stringContaining("@"), about: { id: "message/1" } }]);
    expect(JSON.stringify(records)).not.toMatch(/7700|secret/);
  });

  it("redrives one as it was, with its first time and a count, and records who did", async () => {
    const { run, database } = await withLetters();
    const { stdout, exitCode } = await run("redrive", "message/1");
    expect([exitCode, stdout]).toEqual([0, expect.stringMatching(/^Redrove 1 dead letter\.$/m)]);
    const { bytes } = letter();
    const attributes = { kind: "message", conversation: CONVERSATION, published: FIRST, redrive: "1" };
    expect(database.on("message")).toEqual([{ bytes, attributes, orderingKey: CONVERSATION }]);
    expect(database.on("message-dead")).toHaveLength(1);
    expect(database.documents("audit")).toMatchObject([
      { by: expect.stringContaining("@"), counts: { "message failed-too-often": 1 } },
    ]);
  });

  it("counts each redrive, and leaves no trace of the death before", async () => {
    const { run, database } = await withLetters();
    await database.put("event-dead", letter({ redrive: "2", CloudPubSubDeadLetterSourceDeliveryCount: "100" }));
    expect((await run("list", "--kind", "event")).stdout).toMatch(/^event +gave-up +1, .*, 100 attempts$/m);
    await run("redrive", "--kind", "event");
    expect(database.on("event")[0]?.attributes).toEqual({
      kind: "message",
      conversation: CONVERSATION,
      published: FIRST,
      redrive: "3",
    });
  });

  it("keeps the first time of what Pub/Sub itself gave up, and its ordering key", async () => {
    const { run, database } = await withLetters();
    const attributes = { CloudPubSubDeadLetterSourceTopicPublishTime: FIRST };
    await database.put("event-dead", { bytes: Buffer.from([0, 255, 10]), attributes, orderingKey: "c" });
    await run("redrive", "--kind", "event");
    expect(database.on("event")).toEqual([
      { bytes: Buffer.from([0, 255, 10]), attributes: { published: FIRST, redrive: "1" }, orderingKey: "c" },
    ]);
  });

  it("changes nothing in a dry run, and says what it would do", async () => {
    const { run, database } = await withLetters();
    const { stdout } = await run("redrive", "--all", "--dry-run");
    expect(stdout).toMatch(/^Would redrive 3 dead letters; nothing was changed\.$/m);
    expect([database.on("message-dead").length, database.on("message").length]).toEqual([2, 0]);
    expect(database.documents("audit")).toEqual([]);
    expect((await run()).stdout).toMatch(/^3 dead letters\.$/m);
  });

  it("redrives what users have done before what is said to them", async () => {
    const { run } = await withLetters();
    const facts = factsOf(await run("redrive", "--all", "--settle", "1", "--json"));
    expect(facts.map(({ type, id, ms }) => id ?? ms ?? type)).toEqual([
      "message/1",
      "message/2",
      1000,
      "outbound/3",
      "summary",
    ]);
  });

  it("redrives no more than it is told to", async () => {
    const { run, database } = await withLetters();
    expect((await run("redrive", "--all", "--limit", "1")).stdout).toMatch(/^Redrove 1 dead letter\.$/m);
    expect(database.on("message-dead")).toHaveLength(1);
  });

  it.each<[string, readonly string[], number, RegExp]>([
    ["an id that nothing has", ["show", "message/99"], 1, /^Cannot find message\/99: npx heliograph dead-letters list/],
    ["to redrive one that is gone", ["redrive", "message/99"], 1, /^Cannot find message\/99/],
    ["an id that is none", ["show", "99"], 2, /an id that the list shows, such as message\/4/],
    ["an unknown kind", ["list", "--kind", "letter"], 2, /Allowed choices are message, receipt, event/],
    ["a conversation that is none", ["--conversation", PHONE], 2, /Expected the 43 characters/],
    ["to redrive without a choice", ["redrive"], 2, /expected ids, options that choose dead letters, or --all/],
    ["a limit that is no number", ["redrive", "--all", "--limit", "many"], 2, /Expected a whole number/],
  ])("refuses %s, and says what it wants", async (_what, args, exitCode, message) => {
    const { run } = await withLetters();
    expect(await run(...args)).toEqual({
      exitCode,
      stdout: expect.any(String),
      stderr: expect.stringMatching(message),
    });
  });

  it("says that there is nothing", async () => {
    const { file } = keptDatabase();
    const run = (...args: readonly string[]) => runHeliograph(["dead-letters", ...args, "--data", file]);
    expect((await run()).stdout).toBe("No dead letters.\n");
    expect((await run("redrive", "--all")).stdout).toBe("Redrove 0 dead letters.\n");
  });
});
