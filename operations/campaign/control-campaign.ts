import { oneOf, optional, shape } from "../../shared/base/json.ts";
import type { DocumentStore } from "../../shared/store/document-store.ts";
import type { Operation } from "../operation.ts";
import {
  asRecord,
  CAMPAIGNS,
  type CampaignCommand,
  type CampaignCounts,
  readRecord,
  updateRecord,
} from "./campaign-record.ts";
import { campaignName } from "./campaign-request.ts";

/** How a campaign stands. */
export interface CampaignStanding extends CampaignCounts {
  readonly type: "campaign";
  readonly name: string;
  readonly command: CampaignCommand;
  readonly isEnded: boolean;
  readonly begun: string;
  readonly by: string;
}

const MOST_CAMPAIGNS = 100;
const MOST_TRIES = 20;

const readCommand = shape({ name: campaignName, command: oneOf(["run", "pause", "stop"]) });

/** Has a campaign pause, go on, or stop for good: within seconds, whichever process sends it. */
export const commandCampaign: Operation<ReturnType<typeof readCommand>, CampaignStanding> = {
  name: "campaign-command",
  read: readCommand,
  async *run({ name, command }, { documents }) {
    yield await setCommand(name, command, documents);
  },
};

const readWhich = shape({ name: optional(campaignName) });

/** Tells how a campaign stands, or each of the newest ones. Nothing is changed. */
export const campaignStatus: Operation<ReturnType<typeof readWhich>, CampaignStanding> = {
  name: "campaign-status",
  read: readWhich,
  async *run({ name }, { documents }) {
    if (name !== undefined) {
      const known = await readRecord(name, documents);
      if (known === undefined) throw unknownCampaign(name);
      yield standingOf(name, known.record);
      return;
    }
    const found = await documents.query({ collection: CAMPAIGNS, limit: MOST_CAMPAIGNS });
    yield* found.map((one) => standingOf(one.name, asRecord(one.members)));
  },
};

async function setCommand(name: string, command: CampaignCommand, documents: DocumentStore): Promise<CampaignStanding> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const known = await readRecord(name, documents);
    if (known === undefined) throw unknownCampaign(name);
    const { record, version } = known;
    if (record.command === "stop" && command !== "stop")
      throw new Error(`Cannot go on with the campaign ${name}: it was stopped for good`);
    if ((await updateRecord(name, { version, members: { command } }, documents)) !== "lost")
      return standingOf(name, { ...record, command });
  }
  throw new Error(`Cannot change the campaign ${name}: others keep changing it; ask again`);
}

function standingOf(name: string, { command, isEnded, at, by, counts }: ReturnType<typeof asRecord>): CampaignStanding {
  return { type: "campaign", name, command, isEnded, begun: new Date(at).toISOString(), by, ...counts };
}

function unknownCampaign(name: string): Error {
  return new Error(`Cannot find the campaign ${name}: none of this name has begun here`);
}
