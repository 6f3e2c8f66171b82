import type { DocumentStore } from "../../shared/store/document-store.ts";
import type { Statistics } from "../../shared/store/statistics.ts";
import type { Operator } from "../operator.ts";
import { asRecord, CAMPAIGNS } from "./campaign-record.ts";
import type { CampaignPerson } from "./read-people.ts";

/** How many messages the agent may still send on a day of UTC. */
export interface DailyQuota {
  left(at: Date): Promise<number>;
  count(messages: number, at: Date): void;
}

/** Whose quota it is, and which campaign asks. */
interface QuotaOf {
  readonly name: string;
  readonly limit: number | undefined;
  readonly to: CampaignPerson["to"];
}

const DAY_MS = 86_400_000;
/** The newest: a campaign that is older has long been told. */
const MOST_OTHERS = 100;

/**
 * Counts an agent's messages of each day: those of today that history knows, and what is published from now on, by this campaign and by
 * others of the agent that run beside it.
 */
export async function openQuota(
  { name, limit, to }: QuotaOf,
  { statistics, documents, clock }: Pick<Operator, "clock" | "documents"> & { readonly statistics: Statistics },
): Promise<DailyQuota> {
  if (limit === undefined) return { left: async () => Number.POSITIVE_INFINITY, count: () => undefined };
  const publishedByOthers = () => readOthers({ name, agent: to.agent }, documents);
  let day = dayOf(clock.now());
  let sent = 0;
  let before = await publishedByOthers();
  for await (const { times } of statistics.sentBy(to, clock.now())) if (times.sent !== undefined) sent += 1;
  return {
    async left(at) {
      const now = await publishedByOthers();
      if (dayOf(at) !== day) {
        day = dayOf(at);
        sent = 0;
        before = now;
      }
      return limit - sent - [...now].reduce((sum, [other, count]) => sum + newSince(count, before.get(other)), 0);
    },
    count(messages) {
      sent += messages;
    },
  };
}

/** A campaign whose list has grown begins to count anew. */
function newSince(count: number, before = 0): number {
  return Math.max(0, count - before);
}

async function readOthers(
  { name, agent }: { readonly name: string; readonly agent: string },
  documents: DocumentStore,
): Promise<ReadonlyMap<string, number>> {
  const found = await documents.query({ collection: CAMPAIGNS, limit: MOST_OTHERS });
  const others = found.filter((one) => one.name !== name && asRecord(one.members).agent === agent);
  return new Map(others.map((one) => [one.name, asRecord(one.members).counts.published]));
}

function dayOf(at: Date): number {
  return Math.floor(at.getTime() / DAY_MS);
}
