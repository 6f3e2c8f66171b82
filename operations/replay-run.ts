import { isObject, number } from "../shared/base/json.ts";
import { lenient } from "../shared/base/lenient.ts";
import type { DocumentStore } from "../shared/store/document-store.ts";
import type { Operator } from "./operator.ts";
import { type NewReplay, type ReplayRequest, readNewReplay } from "./replay-request.ts";

/** A replay under way. */
export interface ReplayRun {
  /** Its name: in an attribute of each message, and in the names of its readings. */
  readonly name: string;
  readonly request: NewReplay;
  readonly isResumed: boolean;
  readonly counts: ReplayCounts;
}

/** How many messages were read so far, were published again, and were not: they are replayed ones, or not asked for. */
export interface ReplayCounts {
  readonly read: number;
  readonly published: number;
  readonly replays: number;
  readonly others: number;
}

/** A run that is stopped can be gone on with for a day; what became of it is kept for longer. */
const KEEP_MS = 30 * 86_400_000;
const MOST_NAMES = 100;

/** Begins a run, or goes on with one. @throws Error that says which run there is none of. */
export async function openRun(
  request: ReplayRequest,
  { documents, clock }: Pick<Operator, "documents" | "clock">,
): Promise<ReplayRun> {
  if (request.type === "resume") return resume(request, documents);
  const at = clock.now();
  const counts = { read: 0, published: 0, replays: 0, others: 0 };
  const first = at
    .toISOString()
    .replace(/\.\d+Z/, "")
    .replace(/[-:]/g, "")
    .replace("T", "-");
  for (let number = 1; number <= MOST_NAMES; number += 1) {
    const name = number === 1 ? first : `${first}-${number}`;
    const members = { request: JSON.stringify(request), ...counts, expireAt: new Date(at.getTime() + KEEP_MS) };
    const written = await documents.commit([{ do: "create", path: pathOf(name), members }]);
    if (written !== "lost") return { name, request, isResumed: false, counts };
  }
  // A database that is not there answers as one in which somebody else was first; to reading, it answers what it is.
  await documents.get([pathOf(first)]);
  throw new Error("Cannot begin a replay: too many were begun in this second; ask again");
}

/** Keeps how far a run has come. */
export async function keepRun(
  { name }: ReplayRun,
  counts: ReplayCounts,
  { documents, isEnded }: { readonly documents: DocumentStore; readonly isEnded: boolean },
): Promise<void> {
  await documents.commit([{ do: "merge", path: pathOf(name), members: { ...counts, isEnded } }]);
}

async function resume(
  { run: name, rate }: Extract<ReplayRequest, { readonly type: "resume" }>,
  documents: DocumentStore,
): Promise<ReplayRun> {
  const [known] = await documents.get([pathOf(name)]);
  if (known === undefined) throw new Error(`Cannot go on with ${name}: no such replay was begun in the last 30 days`);
  if (known.members.isEnded === true) throw new Error(`Cannot go on with ${name}: it has come to its end`);
  const json = { value: known.members, path: "" };
  const request = readNewReplay({ value: parseRequest(known.members.request), path: "request" });
  const count = (member: keyof ReplayCounts) => lenient(json, member, number) ?? 0;
  const counts = {
    read: count("read"),
    published: count("published"),
    replays: count("replays"),
    others: count("others"),
  };
  return { name, request: { ...request, rate }, isResumed: true, counts };
}

/** Only we write it. */
function parseRequest(request: unknown): unknown {
  const value: unknown = JSON.parse(String(request));
  return isObject(value) ? value : undefined;
}

function pathOf(name: string): string {
  return `replays/${name}`;
}
