import { boolean, list, number, shape, textUpTo } from "../../shared/base/json.ts";
import { countOf } from "../count-of.ts";
import type { Operation } from "../operation.ts";
import type { CampaignFact } from "./campaign-facts.ts";
import { openProgress } from "./campaign-progress.ts";
import { campaignName, readCampaign } from "./campaign-request.ts";
import { openQuota } from "./daily-quota.ts";
import { openDaylight } from "./day-hours.ts";
import { readPeople } from "./read-people.ts";
import { reportCampaign } from "./report-campaign.ts";
import { sendAll } from "./send-campaign.ts";

const MOST_CHARACTERS = 200;

const readRun = shape({
  campaign: readCampaign,
  /** The lines of people whom RCS does not reach, as the plan tells them. */
  unreachable: list(number),
  /** And of those over the agent's traffic limit. */
  overLimit: list(number),
  /** Goes on by itself after a night or a pause. */
  waits: boolean,
  /** Who begins it, for the record. */
  by: textUpTo(MOST_CHARACTERS),
  /** Another one for each run: the newest has the campaign. */
  runner: campaignName,
});

/** A campaign that is to be sent, or gone on with. */
export type RunCampaignRequest = ReturnType<typeof readRun>;

/**
 * Publishes a message for each person of a list on the topic `outbound`, under an id that campaign and person give: whatever dies,
 * and however often it is asked for, each person is told once. It ends with what became of all messages; asked again when it is
 * done, it publishes nothing and tells that anew.
 */
export const runCampaign: Operation<RunCampaignRequest, CampaignFact> = {
  name: "campaign",
  read: readRun,
  async *run({ campaign, unreachable, overLimit, waits, by, runner }, operator, signal) {
    const read = readPeople(campaign, await operator.directory(), operator.clock);
    if ("mistakes" in read)
      throw new Error(`${countOf(read.mistakes.length, "mistake")} in the list: nothing was sent`);
    const { people } = read;
    const [first] = people;
    if (first === undefined) throw new Error("Nobody is in the list: nothing was sent");
    const { name, template, hours, hoursOf = [], rate, dailyLimit } = campaign;
    const progress = await openProgress({ name, agent: first.to.agent, template, by, runner }, people, operator);
    yield { type: "begun", name, isResumed: progress.isResumed, people: people.length, left: progress.left().length };
    const quota = await openQuota({ name, limit: dailyLimit, to: first.to }, operator);
    const daylight = openDaylight(hours, hoursOf);
    const lost = { unreachable: new Set(unreachable), overLimit: new Set(overLimit) };
    yield* sendAll({ people, progress, daylight, quota, lost, rate, waits, operator, signal });
    if (signal.aborted) return;
    const standing = {
      name,
      counts: progress.counts(),
      command: await progress.command(),
      left: progress.left().length,
    };
    yield await reportCampaign(people, standing, operator);
  },
};
