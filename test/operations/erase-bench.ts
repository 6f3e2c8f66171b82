import { join } from "node:path";
import { expect, vi } from "vitest";
import { embeddedOperator } from "../../cli/open-operator.ts";
import { embeddedStores } from "../../cli/open-personal-stores.ts";
import { type EraseFact, erase } from "../../operations/erase.ts";
import type { Operator } from "../../operations/operator.ts";
import { readAgents } from "../../shared/base/agent.ts";
import { systemClock } from "../../shared/google/clock.ts";
import { botOf, echo, wordsOf } from "../support/bots.ts";
import { AGENTS } from "../support/fixtures.ts";
import { noSignal } from "../support/media-parts.ts";
import { openScene, type Scene, WAIT } from "../support/scene.ts";
import { CONVERSATION_KEY } from "../support/stack.ts";
import { anyFolder } from "../support/temporary-folder.ts";

export const SECRET_WORDS = "kanarienvogel";
const FILE_BYTES = "the bytes of a photograph";

/** The embedded system over a file, whose functions' time can be moved on, and an operator of it. */
export async function openErasable() {
  const folder = anyFolder();
  const [file, mediaFolder] = [join(folder, "local.sqlite"), join(folder, "media")];
  let skippedMs = 0;
  const clock = { ...systemClock, now: () => new Date(Date.now() + skippedMs) };
  const answer: typeof echo = (turn) => {
    if (wordsOf(turn) === "break") throw new Error("Broken");
    turn.remember({ words: wordsOf(turn) });
    return echo(turn);
  };
  const scene = await openScene({ bot: botOf(answer), clock, file, mediaFolder });
  const directory = { agents: readAgents(JSON.stringify(AGENTS)), conversationKey: CONVERSATION_KEY };
  const { db, queue } = scene.system;
  const operator: Operator = {
    ...embeddedOperator(db, queue, { file, media: mediaFolder }),
    personal: embeddedStores(db, directory, mediaFolder),
    directory: async () => directory,
  };
  return {
    scene,
    operator,
    file,
    mediaFolder,
    letPass: (ms: number) => {
      skippedMs += ms;
    },
    erase: (person: string, more = {}) =>
      Array.fromAsync(erase.run({ person, by: "tester", ...more }, operator, noSignal())),
    /** Every row of every table, as text; without what is retained for a replay: the exact bytes, which wait out their retention. */
    rows: () => rowsOf(scene),
  };
}

function rowsOf({ system: { db } }: Scene): string {
  const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'retained'").all();
  const rows = tables.flatMap(({ name }) => db.prepare(`SELECT * FROM ${name}`).all());
  return rows.map((row) => Object.values(row).map(textOf).join(" ")).join("\n");
}

function textOf(value: unknown): string {
  return value instanceof Uint8Array ? Buffer.from(value).toString() : String(value);
}

/** Somebody who has texts, a file, a hand-over with its timer, a dead letter and an opt-out. */
export async function live({ scene }: Awaited<ReturnType<typeof openErasable>>) {
  const ada = scene.rcs();
  await ada.says(`${SECRET_WORDS} one`);
  await ada.sendsFile({ bytes: Buffer.from(FILE_BYTES), type: "image/jpeg" });
  await ada.sees(2);
  await ada.says("break");
  await vi.waitFor(() => expect(scene.kept.on("message-dead")).toHaveLength(1), WAIT);
  await ada.says("person");
  await ada.sees(4);
  await scene.asks(ada, { reply: `${SECRET_WORDS} two`, fallback: `${SECRET_WORDS} three`, ttl: 600 });
  await ada.sees(5);
  await ada.unsubscribes();
  await ada.sees(6);
  await scene.untilIdle();
  return ada;
}

/** What must be nowhere. */
function personal({ address }: { readonly address: string }): readonly string[] {
  return [address, address.slice(1), SECRET_WORDS, FILE_BYTES];
}

/** What is personal in a text and must not be. */
export function foundIn(text: string, of: { readonly address: string }): readonly string[] {
  return personal(of).filter((one) => text.includes(one));
}

/** How many things of each store a receipt tells of. */
export function receiptOf(facts: readonly EraseFact[]): Readonly<Record<string, number>> {
  return Object.fromEntries(facts.flatMap((told) => ("count" in told ? [[told.store, told.count]] : [])));
}
