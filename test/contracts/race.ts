import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { ConversationId } from "../../shared/base/ids.ts";
import { outgoingId, turnId } from "../../shared/conversation/turn-id.ts";
import type { History } from "../../shared/ports/history.ts";
import { listen } from "../support/listen.ts";
import { anyConversation } from "./facts.ts";

/** What one of the racing processes is told. */
export interface Race {
  readonly place: HistoryLocation;
  readonly conversation: ConversationId;
  /** The facts that are delivered to it, in their order. */
  readonly ids: readonly string[];
  /** The URL that each act is posted to. */
  readonly observer: string;
}

/** Where the history is that both share. */
export type HistoryLocation =
  | { readonly type: "local"; readonly file: string }
  | { readonly type: "google"; readonly project: string; readonly emulator: string };

/** What could be seen of a race. */
export interface RaceOutcome {
  /** The ids that took effect, in their order. */
  readonly ids: readonly string[];
  /** Acts that began while one of another turn was under way. */
  readonly overlaps: number;
  /** What the state counted. */
  readonly n: unknown;
}

const RACER = fileURLToPath(new URL("./racing-process.ts", import.meta.url));

/** How long an act takes: long enough for another turn to begin beside it, if it could. */
const ACT_MS = 15;

/** Half of them come to both processes, from one end and from the other. */
const SHARED = ["S1", "S2", "S3", "S4", "S5"];
const DELIVERIES = [
  ["A1", ...SHARED, "A2", "A3"],
  ["B1", "B2", ...SHARED.toReversed(), "B3"],
];

/** Lets two processes take turns of one conversation at once. */
export async function race(
  place: HistoryLocation,
  history: History,
): Promise<RaceOutcome & { readonly expected: RaceOutcome }> {
  const conversation = anyConversation();
  const platform = await openPlatform();
  const exits = DELIVERIES.map(async (ids) => {
    const told: Race = { place, conversation, ids, observer: platform.url };
    const stdio = ["ignore", "ignore", "inherit"] as const;
    const child = spawn(process.execPath, [RACER, JSON.stringify(told)], { stdio: [...stdio] });
    const [code] = await once(child, "exit");
    if (code !== 0) throw new Error(`A racing process ended with ${code}, expected 0`);
  });
  await Promise.all(exits);
  const n = (await history.load(conversation)).state?.memory.n;
  return { ids: platform.ids, overlaps: platform.overlaps(), n, expected: expected(conversation, platform.ids) };
}

/** Both acts of each turn, once and one after the other, in whatever order the turns came. */
function expected(conversation: ConversationId, seen: readonly string[]): RaceOutcome {
  const facts = [...new Set(DELIVERIES.flat())];
  const turns = facts.map((id) => turnId({ conversation, type: "message", id }));
  const inOrder = turns.toSorted((one, other) => seen.indexOf(outgoingId(one, 0)) - seen.indexOf(outgoingId(other, 0)));
  return { ids: inOrder.flatMap((turn) => [outgoingId(turn, 0), outgoingId(turn, 1)]), overlaps: 0, n: facts.length };
}

/** A platform that ignores an id that was used before, as Google does: such a call ends with the first one's. */
async function openPlatform() {
  const acts = new Map<string, Promise<void>>();
  const underWay = new Set<string>();
  let overlaps = 0;
  const act = async (turn: string) => {
    if ([...underWay].some((other) => other !== turn)) overlaps += 1;
    underWay.add(turn);
    await wait(ACT_MS);
    underWay.delete(turn);
  };
  const { url } = await listen(async ({ body }) => {
    const { turn, id } = body as { readonly turn: string; readonly id: string };
    const known = acts.get(id) ?? act(turn);
    acts.set(id, known);
    await known;
    return 200;
  });
  return {
    url,
    get ids() {
      return [...acts.keys()];
    },
    overlaps: () => overlaps,
  };
}
