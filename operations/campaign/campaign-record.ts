import type { Version } from "../../shared/conversation/journal.ts";
import type { DocumentStore, Members } from "../../shared/store/document-store.ts";

/** What somebody wants of a campaign that runs or is to go on. */
export type CampaignCommand = "run" | "pause" | "stop";

/** How a campaign stands, without a word about whom: that is in the list of whoever runs it. */
export interface CampaignRecord {
  readonly command: CampaignCommand;
  /** Who sends now: another run that takes over is another one. */
  readonly runner: string;
  readonly agent: string;
  readonly by: string;
  readonly at: number;
  /** Hashes of what is said, and of the people in their order. */
  readonly template: string;
  readonly people: string;
  /** Which of the people are done, by their order: bits, in base64. */
  readonly done: string;
  readonly isEnded: boolean;
  readonly counts: CampaignCounts;
}

/** How many people there are, and what was done about each that is done. */
export interface CampaignCounts {
  readonly people: number;
  readonly published: number;
  readonly optedOut: number;
  readonly unreachable: number;
  /** They have had as many first messages of the agent as their country's traffic limit allows. */
  readonly overLimit: number;
}

/** A record as it was when it was read. */
export interface ReadRecord {
  readonly record: CampaignRecord;
  readonly version: Version;
}

/** The collection of all campaigns. */
export const CAMPAIGNS = "campaigns";

/** Longer than any conversation is kept: what a campaign has said it does not say again. */
const KEEP_MS = 400 * 86_400_000;

/** Reads a campaign's record. */
export async function readRecord(name: string, documents: DocumentStore): Promise<ReadRecord | undefined> {
  const [found] = await documents.get([pathOf(name)]);
  return found && { record: asRecord(found.members), version: found.version };
}

/** Begins a campaign. @returns `lost` when there is one of this name. */
export async function createRecord(name: string, record: CampaignRecord, documents: DocumentStore) {
  const members = { ...record, expireAt: new Date(record.at + KEEP_MS) };
  return documents.commit([{ do: "create", path: pathOf(name), members }]);
}

/** Keeps members of a record as it was read. @returns `lost` when others have written since. */
export async function updateRecord(
  name: string,
  { version, members }: { readonly version: Version; readonly members: Partial<CampaignRecord> },
  documents: DocumentStore,
): Promise<Version | "lost"> {
  const written = await documents.commit([{ do: "update", path: pathOf(name), version, members }]);
  if (written === "lost") return "lost";
  const [newer] = written;
  if (newer === undefined) throw new Error("Cannot keep how far a campaign is: the store told no version");
  return newer;
}

/** Only we write it. */
export function asRecord(members: Members): CampaignRecord {
  return members as unknown as CampaignRecord;
}

/** Which of so many people are done. */
export function readDone(done: string, count: number): Uint8Array {
  const bits = new Uint8Array(Math.ceil(count / 8));
  bits.set(Buffer.from(done, "base64").subarray(0, bits.length));
  return bits;
}

/** As it is kept. */
export function writeDone(bits: Uint8Array): string {
  return Buffer.from(bits).toString("base64");
}

/** True for a person who is done. */
export function isMarked(bits: Uint8Array, index: number): boolean {
  return (((bits[index >> 3] ?? 0) >> (index & 7)) & 1) === 1;
}

/** Marks a person as done. */
export function mark(bits: Uint8Array, index: number): void {
  bits[index >> 3] = (bits[index >> 3] ?? 0) | (1 << (index & 7));
}

function pathOf(name: string): string {
  return `${CAMPAIGNS}/${name}`;
}
