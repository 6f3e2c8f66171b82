import { existsSync, globSync, readFileSync } from "node:fs";
import { describe, expect, it, vi } from "vitest";
import { erase } from "../../operations/erase.ts";
import { noSignal } from "../support/media-parts.ts";
import { shownLines, WAIT } from "../support/scene.ts";
import { foundIn, live, openErasable, receiptOf, SECRET_WORDS } from "./erase-bench.ts";

const HOUR_MS = 60 * 60_000;

describe("erase", { timeout: 60_000 }, () => {
  it("leaves no byte of a person, and none comes back when all is replayed and redriven", async () => {
    const bench = await openErasable();
    await using scene = bench.scene;
    const replay = scene.records();
    const ada = await live(bench);
    expect(foundIn(bench.rows(), ada)).toContain(SECRET_WORDS);

    const receipt = await bench.erase(ada.address);
    expect(receiptOf(receipt)).toEqual({ timers: 2, media: 1, queue: 0, retained: 6, turns: expect.any(Number) });
    expect(receipt[0]).toEqual({
      type: "marked",
      conversation: ada.conversation,
      channel: "rcs",
      agent: ada.agent,
      isOptedOut: true,
    });
    expect(foundIn(bench.rows(), ada)).toEqual([]);
    expect(globSync("**/*", { cwd: bench.mediaFolder })).toEqual([]);
    // Neither in free pages nor in the journal.
    const files = [bench.file, `${bench.file}-wal`].filter(existsSync);
    expect(foundIn(files.map((name) => readFileSync(name).toString("latin1")).join(), ada)).toEqual([]);

    const shown = shownLines(ada);
    bench.letPass(HOUR_MS);
    await replay();
    for (const message of scene.kept.on("message-dead")) await scene.system.queue.publisher.publish("message", message);
    await scene.untilIdle();
    expect(foundIn(bench.rows(), ada)).toEqual([]);
    expect(globSync("**/*", { cwd: bench.mediaFolder })).toEqual([]);
    expect(shownLines(ada)).toEqual(shown);
    expect(foundIn(scene.logs(), ada)).toEqual([]);
    expect(scene.logs()).toContain("erased_ignored");
    expect(await scene.entries(ada)).toEqual([]);
  });

  it("lets a newer message begin anew, answered once, with the opt-out still known", async () => {
    const bench = await openErasable();
    await using scene = bench.scene;
    const ada = await live(bench);
    await bench.erase(ada.address);
    bench.letPass(HOUR_MS);
    const before = shownLines(ada).length;
    await ada.says("hello again");
    await vi.waitFor(() => expect(shownLines(ada).slice(before)).toContain("bot: hello again"), WAIT);
    await scene.untilIdle();
    expect(shownLines(ada).slice(before)).toEqual(["(still-unsubscribed)", "bot: hello again"]);
    const { state } = await scene.system.history.load(ada.conversation);
    expect([state?.consent?.isOptedOut, state?.memory]).toEqual([true, { words: "hello again" }]);
  });

  it("ignores a webhook that Google repeats days later", async () => {
    const bench = await openErasable();
    await using scene = bench.scene;
    const ada = scene.rcs();
    const event = await ada.says(SECRET_WORDS);
    await ada.sees(1);
    await scene.untilIdle();
    await bench.erase(ada.address);
    const [shown, read] = [shownLines(ada), JSON.stringify(ada.bubbles())];
    bench.letPass(6 * 24 * HOUR_MS);
    await ada.sends(event);
    await scene.untilIdle();
    expect(foundIn(bench.rows(), ada)).toEqual([]);
    expect([shownLines(ada), JSON.stringify(ada.bubbles())]).toEqual([shown, read]);
  });

  it("finds a conversation by its name, and may be asked twice", async () => {
    const bench = await openErasable();
    await using scene = bench.scene;
    const ada = scene.businessMessages();
    await ada.says(SECRET_WORDS);
    await ada.sees(1);
    await scene.untilIdle();
    const first = receiptOf(await bench.erase(ada.conversation));
    expect([first.turns, receiptOf(await bench.erase(ada.conversation)).turns]).toEqual([1, 0]);
    expect(foundIn(bench.rows(), ada)).toEqual([]);
  });

  it("touches nobody else", async () => {
    const bench = await openErasable();
    await using scene = bench.scene;
    const [ada, ben] = [scene.rcs(), scene.rcs()];
    for (const user of [ada, ben]) {
      await user.says("person");
      await user.sees(1);
    }
    await scene.untilIdle();
    const before = await scene.entries(ben);
    await bench.erase(ada.address);
    expect(await scene.entries(ben)).toEqual(before);
    expect(foundIn(bench.rows(), ben)).toContain(ben.address);
    expect(scene.system.db.prepare("SELECT count(*) AS n FROM timers").get()).toEqual({ n: 1 });
  });

  it("takes what waits on the queue, also what names no conversation", async () => {
    const bench = await openErasable();
    await using scene = bench.scene;
    const ada = scene.rcs();
    await scene.system.queue.close();
    await scene.asks(ada, { reply: SECRET_WORDS });
    await ada.says(SECRET_WORDS);
    const parked = { bytes: Buffer.from(JSON.stringify({ senderPhoneNumber: ada.address })), attributes: {} };
    await scene.system.queue.publisher.publish("parked", parked);
    expect(receiptOf(await bench.erase(ada.address)).queue).toBe(3);
    expect(foundIn(bench.rows(), ada)).toEqual([]);
  });

  it("leaves a message that the user writes while it runs, and the timer of a person called then", async () => {
    const bench = await openErasable();
    await using scene = bench.scene;
    const ada = scene.rcs();
    await ada.says(SECRET_WORDS);
    await ada.sees(1);
    await scene.untilIdle();
    const { operator } = bench;
    const writing: (typeof operator.personal)[number] = {
      name: "media",
      async *find() {
        await ada.says("person");
        await ada.sees(2);
        await scene.untilIdle();
        await scene.system.queue.close();
        await ada.says("Are you there?");
        yield* [];
      },
      remove: async () => undefined,
    };
    const personal = [writing, ...operator.personal];
    await Array.fromAsync(erase.run({ person: ada.address, by: "tester" }, { ...operator, personal }, noSignal()));
    const { db } = scene.system;
    expect(foundIn(bench.rows(), ada)).not.toContain(SECRET_WORDS);
    expect(db.prepare("SELECT count(*) AS n FROM timers").get()).toEqual({ n: 1 });
    expect(
      db
        .prepare("SELECT bytes FROM queue WHERE topic = 'heliograph-message'")
        .all()
        .map(({ bytes }) => Buffer.from(bytes as Uint8Array).toString()),
    ).toEqual([expect.stringContaining("Are you there?")]);
  });

  it("only counts what there is with --dry-run", async () => {
    const bench = await openErasable();
    await using _ = bench.scene;
    const ada = await live(bench);
    const before = bench.rows();
    const counted = await bench.erase(ada.address, { dryRun: true });
    expect(bench.rows()).toBe(before);
    expect(receiptOf(await bench.erase(ada.address))).toEqual(receiptOf(counted));
  });

  it("goes on where it was stopped", async () => {
    const bench = await openErasable();
    await using _ = bench.scene;
    const ada = await live(bench);
    const stopped = new AbortController();
    for await (const told of erase.run({ person: ada.address, by: "tester" }, bench.operator, stopped.signal)) {
      if (told.type === "removed") stopped.abort();
    }
    expect(foundIn(bench.rows(), ada)).toContain(SECRET_WORDS);
    await bench.erase(ada.address);
    expect(foundIn(bench.rows(), ada)).toEqual([]);
  });

  it("keeps a record of who erased whom, which names nobody", async () => {
    const bench = await openErasable();
    await using scene = bench.scene;
    const ada = scene.rcs();
    await bench.erase(ada.address);
    const found = await bench.operator.documents.query({ collection: "audit", limit: 9 });
    expect(found.map(({ members }) => members)).toEqual([
      { at: expect.any(Number), by: "tester", did: "erase", about: { conversations: [ada.conversation] } },
    ]);
    expect(foundIn(JSON.stringify(found), ada)).toEqual([]);
  });

  it("says what it expects where it is asked for neither a number nor a conversation", async () => {
    const bench = await openErasable();
    await using _ = bench.scene;
    await expect(bench.erase("Ada")).rejects.toThrow(/expected a phone number such as .* got 3 other characters/);
  });
});
