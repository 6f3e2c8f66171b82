import { present } from "../../shared/base/present.ts";
import { storedPauses } from "../../shared/store/pauses.ts";
import type { Operator } from "../operator.ts";
import type { HoldReason } from "./campaign-facts.ts";
import type { CampaignProgress } from "./campaign-progress.ts";
import type { DailyQuota } from "./daily-quota.ts";
import type { Daylight } from "./day-hours.ts";
import type { PendingRequests } from "./pending-requests.ts";
import type { CampaignPerson } from "./read-people.ts";
import { isAsleep, sleepersOf } from "./sleepers.ts";

/** What keeps a campaign from publishing now, and until when where that is known. */
export interface Hold {
  readonly why: HoldReason | "stopped";
  readonly until?: Date;
}

/** What is asked about a campaign. */
interface Held {
  readonly people: readonly CampaignPerson[];
  readonly progress: CampaignProgress;
  readonly daylight: Daylight;
  readonly quota: DailyQuota;
  readonly operator: Operator;
}

const DAY_MS = 86_400_000;

/** Finds what holds a campaign: somebody, the clock, the agent's limit, or that nobody takes what was published. */
export async function findHold(
  { people, progress, daylight, quota, operator }: Held,
  left: readonly number[],
  pending: Pick<PendingRequests, "isFull">,
): Promise<Hold | undefined> {
  const command = await progress.command();
  if (command !== "run") return { why: command === "stop" ? "stopped" : "paused" };
  const some = left.flatMap((index) => people[index] ?? []);
  if (await isHeldBack(some[0], operator)) return { why: "outbound-paused" };
  if (await pending.isFull()) return { why: "nobody-takes" };
  const at = operator.clock.now();
  if ((await quota.left(at)) <= 0)
    return { why: "daily-limit", until: new Date((Math.floor(at.getTime() / DAY_MS) + 1) * DAY_MS) };
  if (some.some((person) => !isAsleep(person, daylight, at))) return undefined;
  const { firstWakes } = sleepersOf(some, daylight, at);
  return { why: "night", ...present({ until: firstWakes }) };
}

/** What is published while outbound requests or the agent are paused would only wait elsewhere. */
async function isHeldBack(person: CampaignPerson | undefined, { documents }: Operator): Promise<boolean> {
  const pauses = await storedPauses(documents).read();
  return pauses.some(({ scope }) =>
    scope.type === "agent" ? scope.agent === person?.to.agent : scope.type === "outbound",
  );
}
