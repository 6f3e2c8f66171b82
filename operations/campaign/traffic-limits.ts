import type { Address } from "../../shared/base/ids.ts";
import type { AgentPerformance } from "../../shared/ports/agent-registry.ts";
import { findTurns } from "../find-turns.ts";
import type { Operator } from "../operator.ts";
import type { GoogleAccount } from "../set-up.ts";
import { zonesOf } from "./day-hours.ts";
import type { CampaignPerson } from "./read-people.ts";

/** How many first messages a user of a country may get of the agent in 28 days: Google refuses any more. */
export interface TrafficLimit {
  /** ISO 3166, two letters. */
  readonly country: string;
  readonly messages: number;
}

const DAY_MS = 86_400_000;
const WINDOW_MS = 28 * DAY_MS;
/** A conversation that a user has written in stays open so long: what is said in it is no first message. */
const OPEN_MS = DAY_MS;
const COUNTRY = /^[A-Z]{2}$/;

/** Asks Google for the limits of the agent. Only where it has some for a country, and enough traffic, does it tell any. */
export async function readTrafficLimits(
  { to }: Pick<CampaignPerson, "to">,
  { registry }: Pick<GoogleAccount, "registry">,
): Promise<readonly TrafficLimit[]> {
  return (await registry.performanceOf(to.agent)).flatMap(limitOf);
}

function limitOf({ country, trafficLimit }: AgentPerformance): readonly TrafficLimit[] {
  return trafficLimit === undefined ? [] : [{ country, messages: trafficLimit }];
}

/**
 * Opens what tells who has had as many first messages as their country's limit allows.
 *
 * UNCERTAIN: how Google counts after the reputation has changed meanwhile. It has the last word: what it refuses, a fallback says.
 * @see https://developers.google.com/business-communications/rcs-business-messaging/guides/measure/analytics-overview
 */
export function openLimitCheck(
  limits: readonly TrafficLimit[],
  { documents, clock }: Pick<Operator, "documents" | "clock">,
): (person: CampaignPerson) => Promise<boolean> {
  const byCountry = limits.map(({ country, messages }) => ({ zones: zonesOfCountry(country), messages }));
  return async ({ to, reply }) => {
    const limit = byCountry.find(({ zones }) => isIn(to.address, zones));
    if (limit === undefined || !isPromotion(reply)) return false;
    const at = clock.now();
    const from = new Date(at.getTime() - WINDOW_MS);
    const turns = await findTurns(to.conversation, { from, to: at }, documents);
    return countFirst(turns.map(({ stored }) => stored)) >= limit.messages;
  };
}

/** The limits are for promotions; one that does not say what it is may be one. */
function isPromotion({ trafficType = "PROMOTION" }: CampaignPerson["reply"]): boolean {
  return trafficType === "PROMOTION";
}

type Turn = Awaited<ReturnType<typeof findTurns>>[number]["stored"];

/** Messages of ours that Google has taken, and that no user had asked for within a day before. */
function countFirst(turns: readonly Turn[]): number {
  let writtenMs = Number.NEGATIVE_INFINITY;
  let count = 0;
  for (const turn of turns) {
    if (turn.type === "message") writtenMs = turn.at;
    if (turn.type === "outbound" && turn.at - writtenMs > OPEN_MS && isSaid(turn)) count += 1;
  }
  return count;
}

function isSaid({ acts = {} }: Turn): boolean {
  return Object.values(acts).some(
    ({ act, times, failure, fallback }) =>
      act?.do === "send" && times?.sent !== undefined && failure === undefined && fallback === undefined,
  );
}

/** A country has the phones whose prefix has a time zone of it. */
function isIn(phone: Address, zones: ReadonlySet<string>): boolean {
  return zonesOf(phone)?.some((zone) => zones.has(canonical(zone))) === true;
}

/** TypeScript's own types do not know the method yet. Of what is no country, no phone is. */
function zonesOfCountry(country: string): ReadonlySet<string> {
  if (!COUNTRY.test(country)) return new Set();
  const locale: object = new Intl.Locale("und", { region: country });
  const zones: unknown = "getTimeZones" in locale && locale.getTimeZones instanceof Function && locale.getTimeZones();
  return new Set(Array.isArray(zones) ? zones.map(String).map(canonical) : []);
}

/** One zone may have several names, such as Asia/Kolkata and Asia/Calcutta. */
function canonical(timeZone: string): string {
  return new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone;
}
