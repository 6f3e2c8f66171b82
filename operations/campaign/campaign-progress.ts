import { MIN_HISTORY_DAYS } from "../../functions/settings.ts";
import { keyedHash } from "../../shared/base/keyed-hash.ts";
import type { Version } from "../../shared/conversation/journal.ts";
import type { AgentDirectory } from "../../shared/turn/agent-directory.ts";
import type { Operator } from "../operator.ts";
import {
  type CampaignCommand,
  type CampaignCounts,
  type CampaignRecord,
  createRecord,
  isMarked,
  mark,
  readDone,
  readRecord,
  updateRecord,
  writeDone,
} from "./campaign-record.ts";
import type { CampaignPerson } from "./read-people.ts";

/** What became of some people, by their order. */
export type Handled = Readonly<Record<Exclude<keyof CampaignCounts, "people">, readonly number[]>>;

/** How far a campaign is: kept after each batch, so that a run that was killed goes on where it was. */
export interface CampaignProgress {
  /** Another run has begun it. */
  readonly isResumed: boolean;
  counts(): CampaignCounts;
  /** The people who are not done, by their order. */
  left(): readonly number[];
  /** Reads what somebody wants. @throws Error when another run has taken over. */
  command(): Promise<CampaignCommand>;
  /** Keeps that people are done. @throws Error when another run has taken over. */
  keep(handled: Handled): Promise<void>;
  /** Keeps that all are done. */
  end(): Promise<void>;
}

/** Who begins it, and which run it is. */
interface RunOptions {
  readonly name: string;
  readonly agent: string;
  readonly template: unknown;
  readonly by: string;
  readonly runner: string;
}

const NONE = { published: 0, optedOut: 0, unreachable: 0, overLimit: 0 };
const MOST_TRIES = 20;
const DAY_MS = 86_400_000;

/**
 * Begins a campaign, or goes on with it: the newest run has it, and any older one ends. With other people than before it begins
 * anew: history knows who has the message.
 * @throws Error when it says something else now, or was stopped.
 */
export async function openProgress(
  { name, agent, template, by, runner }: RunOptions,
  people: readonly CampaignPerson[],
  { documents, directory, clock }: Operator,
): Promise<CampaignProgress> {
  const hashes = hashesOf(template, people, await directory());
  const counts = { people: people.length, ...NONE };
  const fresh = { ...hashes, runner, done: "", isEnded: false, counts };
  const open = async (): Promise<OpenRecord | undefined> => {
    const known = await readRecord(name, documents);
    if (known === undefined)
      return begin(name, { ...fresh, agent, command: "run", by, at: clock.now().getTime() }, documents);
    refuseToGoOn(name, { known: known.record, hashes, now: clock.now() });
    const members = known.record.people === hashes.people ? { runner } : fresh;
    const version = await updateRecord(name, { version: known.version, members }, documents);
    return version === "lost" ? undefined : { name, record: { ...known.record, ...members }, version, isResumed: true };
  };
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const opened = await open();
    if (opened !== undefined) return progressOf(opened, documents);
  }
  throw new Error(`Cannot begin the campaign ${name}: others keep changing it; ask again`);
}

async function begin(
  name: string,
  record: CampaignRecord,
  documents: Operator["documents"],
): Promise<OpenRecord | undefined> {
  const written = await createRecord(name, record, documents);
  const version = written === "lost" ? undefined : written[0];
  return version === undefined ? undefined : { name, record, version, isResumed: false };
}

type Hashes = Pick<CampaignRecord, "template" | "people">;

function hashesOf(
  template: unknown,
  people: readonly CampaignPerson[],
  { conversationKey }: Pick<AgentDirectory, "conversationKey">,
): Hashes {
  return {
    template: keyedHash(conversationKey, JSON.stringify(template)),
    people: keyedHash(conversationKey, people.map(({ turn }) => turn).join()),
  };
}

/** Refuses what could not be sent: a campaign that says something else now, was stopped, or whose list has grown too late. @throws Error */
export async function checkProgress(
  { name, template }: Pick<RunOptions, "name"> & { readonly template?: unknown },
  people: readonly CampaignPerson[],
  { documents, directory, clock }: Operator,
): Promise<void> {
  const known = await readRecord(name, documents);
  const hashes = hashesOf(template, people, await directory());
  if (known !== undefined) refuseToGoOn(name, { known: known.record, hashes, now: clock.now() });
}

function refuseToGoOn(
  name: string,
  { known, hashes, now }: { readonly known: CampaignRecord; readonly hashes: Hashes; readonly now: Date },
): void {
  refuseOther(name, known, hashes);
  if (known.people !== hashes.people) refuseForgotten(name, known, now);
}

function refuseOther(name: string, known: CampaignRecord, { template }: Hashes): void {
  if (known.template !== template)
    throw new Error(
      `Cannot go on with the campaign ${name}: it says something else now; give a new message a new --name`,
    );
  if (known.command === "stop")
    throw new Error(`Cannot go on with the campaign ${name}: somebody has stopped it; give a new one a new --name`);
}

/** Who has got a message is known by history. Where that may have forgotten some, those of a longer list would get it again. */
function refuseForgotten(name: string, { at }: CampaignRecord, now: Date): void {
  if (now.getTime() - at < MIN_HISTORY_DAYS * DAY_MS) return;
  const begun = new Date(at).toISOString();
  throw new Error(
    `Cannot go on with the campaign ${name} for another list: it began ${begun}, and history may have forgotten who has its message; give a list of those who have not a new --name`,
  );
}

interface OpenRecord {
  readonly name: string;
  readonly record: CampaignRecord;
  readonly version: Version;
  readonly isResumed: boolean;
}

function progressOf(
  { name, record, version: first, isResumed }: OpenRecord,
  documents: Operator["documents"],
): CampaignProgress {
  const bits = readDone(record.done, record.counts.people);
  let counts = record.counts;
  let version = first;
  const reread = async (): Promise<CampaignCommand> => {
    const known = await readRecord(name, documents);
    if (known === undefined || known.record.runner !== record.runner)
      throw new Error(`Another run goes on with the campaign ${name}: this one has ended, and nothing is lost`);
    version = known.version;
    return known.record.command;
  };
  /** Somebody may have paused it meanwhile: what they want stays. */
  const update = async (members: Partial<CampaignRecord>): Promise<void> => {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const written = await updateRecord(name, { version, members }, documents);
      if (written !== "lost") {
        version = written;
        return;
      }
      await reread();
    }
    throw new Error(`Cannot keep how far the campaign ${name} is: others keep changing it; ask again`);
  };
  return {
    isResumed,
    counts: () => counts,
    left: () => Array.from({ length: counts.people }, (_, index) => index).filter((index) => !isMarked(bits, index)),
    command: reread,
    async keep(handled) {
      for (const index of Object.values(handled).flat()) mark(bits, index);
      counts = {
        people: counts.people,
        published: counts.published + handled.published.length,
        optedOut: counts.optedOut + handled.optedOut.length,
        unreachable: counts.unreachable + handled.unreachable.length,
        overLimit: counts.overLimit + handled.overLimit.length,
      };
      await update({ done: writeDone(bits), counts });
    },
    end: () => update({ isEnded: true }),
  };
}
