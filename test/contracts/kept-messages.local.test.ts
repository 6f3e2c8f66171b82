import { describe, expect, it } from "vitest";
import { systemClock } from "../../shared/google/clock.ts";
import { openDatabase } from "../../shared/local/database.ts";
import { localKeptMessages } from "../../shared/local/kept-messages.ts";
import { localQueue } from "../../shared/local/queue.ts";
import type { SleepClock } from "../../shared/ports/clock.ts";
import { HOLD_MS } from "../../shared/ports/renewal.ts";
import { virtualClock } from "../support/virtual-clock.ts";
import { keptMessagesContract, letter, textsOf } from "./kept-messages-contract.ts";

function openWith(clock: SleepClock) {
  const db = openDatabase(":memory:");
  const queue = localQueue(db, { clock, log: () => undefined });
  const kept = localKeptMessages(db, { clock, nameOf: queue.nameOf });
  return { db, queue, kept, publisher: queue.publisher, [Symbol.asyncDispose]: async () => db.close() };
}

keptMessagesContract("localKeptMessages", async () => openWith(systemClock));

describe("localKeptMessages()", () => {
  it("keeps in hand what takes long", async () => {
    const clock = virtualClock(new Date());
    await using opened = openWith(clock);
    await opened.publisher.publish("parked", letter("a"));
    expect(await textsOf(await opened.kept.hold("parked"))).toEqual(["a"]);
    await clock.advance(HOLD_MS * 10);
    expect(await textsOf(await opened.kept.hold("parked"))).toEqual([]);
  });

  it("hands over what was in the hand of a process that died", async () => {
    const clock = virtualClock(new Date());
    await using opened = openWith(clock);
    await opened.publisher.publish("parked", letter("a"));
    await textsOf(await opened.kept.hold("parked"));
    clock.stop();
    await clock.advance(HOLD_MS);
    expect(await textsOf(await opened.kept.hold("parked"))).toEqual(["a"]);
  });

  it("hands over nothing more when it could not keep what it has in hand", async () => {
    const clock = virtualClock(new Date());
    await using opened = openWith(clock);
    await opened.publisher.publish("parked", letter("a"));
    const held = await opened.kept.hold("parked");
    await textsOf(held);
    opened.db.exec("ALTER TABLE queue RENAME TO hidden");
    await clock.advance(HOLD_MS);
    opened.db.exec("ALTER TABLE hidden RENAME TO queue");
    await expect(textsOf(held)).rejects.toThrow(/Cannot use the local database/);
  });
});
