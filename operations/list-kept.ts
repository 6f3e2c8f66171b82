import { boolean, optional, shape } from "../shared/base/json.ts";
import { KINDS } from "../shared/ports/topic.ts";
import type { KeptFact } from "./describe-kept.ts";
import { CHOICE_READERS, isChosen, type KeptChoice, type KeptId, type KeptKind, kindsWith } from "./kept-choice.ts";
import type { Operation } from "./operation.ts";
import { readKept } from "./read-kept.ts";

/** Which kept messages are listed. */
export interface ListKeptRequest extends KeptChoice {
  /** Also tells each of them. */
  readonly each?: boolean;
}

/** What waits for people. */
export type ListKeptFact =
  | ({ readonly type: "kept" } & KeptFact)
  | ({ readonly type: "group" } & KeptGroup)
  /** How many were read so far; and at last how many there are that fit, and all of them. */
  | { readonly type: "reading"; readonly count: number }
  | { readonly type: "total"; readonly count: number; readonly read: number };

/** Kept messages of one kind with one reason. */
interface KeptGroup {
  readonly kind: KeptKind;
  readonly reason: string;
  readonly count: number;
  /** Since when the oldest waits, RFC 3339. */
  readonly oldest: string;
  readonly oldestId: KeptId;
  /** The least and the most deliveries, where they are known. */
  readonly attempts?: readonly [least: number, most: number];
}

const TELL_EVERY = 100;

/** Lists dead letters. Nothing is taken. */
export const deadLetters: Operation<ListKeptRequest, ListKeptFact> = listOf("dead-letters", KINDS);

/** Lists parked webhooks. Nothing is taken. */
export const parked: Operation<ListKeptRequest, ListKeptFact> = listOf("parked", ["parked"]);

function listOf(name: string, kinds: readonly KeptKind[]): Operation<ListKeptRequest, ListKeptFact> {
  return {
    name,
    read: shape({ ...CHOICE_READERS, each: optional(boolean) }),
    async *run(request, operator, signal) {
      const listing = openListing(request);
      for await (const { fact } of readKept(kindsWith(request, kinds), operator, signal)) yield* listing.add(fact);
      if (!signal.aborted) yield* listing.end();
    },
  };
}

/** Counts what is read, and says what is to be told of it. */
function openListing(request: ListKeptRequest) {
  const groups = new Map<string, KeptGroup>();
  let [count, read] = [0, 0];
  return {
    *add(fact: KeptFact): Generator<ListKeptFact> {
      read += 1;
      if (read % TELL_EVERY === 0) yield { type: "reading", count: read };
      if (!isChosen(request, fact)) return;
      count += 1;
      const key = `${fact.kind} ${fact.reason}`;
      groups.set(key, addTo(groups.get(key), fact));
      if (request.each === true) yield { type: "kept", ...fact };
    },
    *end(): Generator<ListKeptFact> {
      for (const group of groups.values()) yield { type: "group", ...group };
      yield { type: "total", count, read };
    },
  };
}

function addTo(group: KeptGroup | undefined, { kind, reason, id, since, attempts }: KeptFact): KeptGroup {
  const known = [...(group?.attempts ?? []), ...(attempts === undefined ? [] : [attempts])];
  const isOldest = group === undefined || since < group.oldest;
  return {
    kind,
    reason,
    count: (group?.count ?? 0) + 1,
    oldest: isOldest ? since : group.oldest,
    oldestId: isOldest ? id : group.oldestId,
    ...(known.length === 0 ? {} : { attempts: [Math.min(...known), Math.max(...known)] }),
  };
}
