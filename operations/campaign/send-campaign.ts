import { present } from "../../shared/base/present.ts";
import type { Operator } from "../operator.ts";
import type { CampaignFact } from "./campaign-facts.ts";
import type { CampaignProgress, Handled } from "./campaign-progress.ts";
import { hasOptedOut, readTurns } from "./check-people.ts";
import type { DailyQuota } from "./daily-quota.ts";
import type { Daylight } from "./day-hours.ts";
import { findHold, type Hold } from "./find-hold.ts";
import { openPace, type Pace } from "./pace.ts";
import { openPendingRequests, type PendingRequests } from "./pending-requests.ts";
import type { CampaignPerson } from "./read-people.ts";
import { isAsleep } from "./sleepers.ts";

/** A campaign under way. */
export interface CampaignRun {
  readonly people: readonly CampaignPerson[];
  readonly progress: CampaignProgress;
  readonly daylight: Daylight;
  readonly quota: DailyQuota;
  /** The lines of people who are left out. */
  readonly lost: Readonly<Record<"unreachable" | "overLimit", ReadonlySet<number>>>;
  readonly rate: number;
  /** Goes on by itself after a night or a pause. */
  readonly waits: boolean;
  readonly operator: Operator;
  readonly signal: AbortSignal;
}

interface Sending {
  readonly pace: Pace;
  readonly pending: PendingRequests;
}

const SECOND_MS = 1000;
/** So long a batch is waited for before the next, smaller one follows. */
const BATCH_MS = 10_000;
const HOLD_CHECK_MS = 2000;
/** A stop is heard so soon at night, too. */
const MOST_HOLD_MS = 60_000;
/** After the last one, slow calls have so long, while any are taken. */
const LAST_MS = 60_000;

/** Publishes to everybody who is left, at the pace at which it is taken, while nothing holds it. */
export async function* sendAll(run: CampaignRun): AsyncGenerator<CampaignFact> {
  const { progress, signal } = run;
  const sending = { pace: openPace(run.rate), pending: openPendingRequests(run.operator) };
  yield* sendLeft(run, sending);
  await sending.pending.wait({ mostMs: LAST_MS }, signal);
  if (progress.left().length === 0 && !signal.aborted) await progress.end();
}

async function* sendLeft(run: CampaignRun, sending: Sending): AsyncGenerator<CampaignFact> {
  const { progress, signal } = run;
  let told: Hold["why"] | undefined;
  for (let left = progress.left(); left.length > 0 && !signal.aborted; left = progress.left()) {
    const hold = await findHold(run, left, sending.pending);
    if (hold === undefined) yield* sendSome(run, left, sending);
    else if (told !== hold.why) yield* tellHold(hold, left.length);
    told = hold?.why;
    await waitOut(run, hold);
    if (isOver(hold, run)) return;
  }
}

/** Waits until it is time to look again whether it is still held. */
async function waitOut(run: CampaignRun, hold: Hold | undefined): Promise<void> {
  if (hold === undefined || isOver(hold, run)) return;
  const { clock } = run.operator;
  const waitMs = hold.until === undefined ? HOLD_CHECK_MS : hold.until.getTime() - clock.now().getTime();
  await clock.sleep(Math.max(0, Math.min(waitMs, MOST_HOLD_MS)), run.signal);
}

function isOver(hold: Hold | undefined, { waits }: CampaignRun): boolean {
  return hold !== undefined && (hold.why === "stopped" || !waits);
}

function* tellHold({ why, until }: Hold, left: number): Generator<CampaignFact> {
  if (why !== "stopped") yield { type: "waiting", why, left, ...present({ until: until?.toISOString() }) };
}

/** One batch: whole, or as far as it came. */
async function* sendSome(
  run: CampaignRun,
  left: readonly number[],
  { pace, pending }: Sending,
): AsyncGenerator<CampaignFact> {
  const { people, progress, operator, signal, daylight, quota } = run;
  const begunMs = operator.clock.now().getTime();
  const most = Math.min(pace.size(), await quota.left(operator.clock.now()));
  const batch = left.filter((index) => !isAsleepAt(people[index], daylight, operator)).slice(0, Math.max(0, most));
  const after = pending.count();
  const handled = await handle(batch, run, pending);
  await progress.keep(handled);
  quota.count(handled.published.length, operator.clock.now());
  await pending.wait({ mostMs: BATCH_MS, after }, signal);
  // A clock that was set back meanwhile has no say in how long to rest.
  const tookMs = Math.max(0, operator.clock.now().getTime() - begunMs);
  pace.note(tookMs);
  yield { type: "progress", left: progress.left().length, rate: pace.size(), ...progress.counts() };
  // A full batch is a second's worth.
  const restMs = (batch.length / run.rate) * SECOND_MS - tookMs;
  await operator.clock.sleep(Math.max(0, restMs), signal);
}

function isAsleepAt(person: CampaignPerson | undefined, daylight: Daylight, { clock }: Operator): boolean {
  return person === undefined || isAsleep(person, daylight, clock.now());
}

/** Publishes to whoever has it not yet, may have it, and can get it. */
async function handle(batch: readonly number[], run: CampaignRun, pending: PendingRequests): Promise<Handled> {
  const { operator, lost } = run;
  const some = batch.flatMap((index) => {
    const person = run.people[index];
    return person === undefined ? [] : [{ index, person }];
  });
  const turns = await readTurns(
    some.map(({ person }) => person),
    operator,
  );
  const fates = await Promise.all(
    some.map(async ({ person }, place) => {
      if (turns[place] !== undefined) return "published";
      if (await hasOptedOut(person, operator)) return "optedOut";
      if (lost.unreachable.has(person.line)) return "unreachable";
      if (lost.overLimit.has(person.line)) return "overLimit";
      return publish(person, operator, pending);
    }),
  );
  const of = (fate: keyof Handled) => some.filter((_, place) => fates[place] === fate).map(({ index }) => index);
  const failure = fates.find((fate) => fate instanceof Error);
  if (failure instanceof Error && fates.every((fate) => fate instanceof Error)) throw failure;
  return {
    published: of("published"),
    optedOut: of("optedOut"),
    unreachable: of("unreachable"),
    overLimit: of("overLimit"),
  };
}

/** @returns The error when it is not known to be durable: that person's turn comes again, and the id makes it one message. */
async function publish(
  person: CampaignPerson,
  { publisher }: Operator,
  pending: PendingRequests,
): Promise<"published" | Error> {
  try {
    const { bytes, to } = person;
    await publisher.publish("outbound", { bytes, attributes: {}, orderingKey: to.address });
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
  pending.add(person);
  return "published";
}
