import { boolean, type Json, list, number, optional, refuse, shape, text } from "../../shared/base/json.ts";
import { listMistakes, listRows } from "../people/list-row.ts";

const NAME = /^[a-z0-9][a-z0-9-]{0,39}$/;
const PREFIX = /^\d{1,7}$/;

/** The hours of a day in which people are written to, by their own clocks: from 8 up to 20, without 20. Of the same hour, all day. */
export interface DayHours {
  readonly from: number;
  readonly to: number;
}

const readHours = { from: hour, to: hour };

/** Reads what campaign is meant. */
export const readCampaign = shape({
  name: campaignName,
  /** An outbound request without `id` and `to`, with placeholders in its texts. */
  template: (json: Json): unknown => json.value,
  people: listRows,
  /** What is wrong with the file itself. */
  mistakes: optional(listMistakes),
  hours: shape(readHours),
  /** Other hours for numbers with a prefix, which has no plus. */
  hoursOf: optional(list(shape({ prefix, ...readHours }))),
  /** At most so many messages a second. */
  rate: whole,
  /** At most so many messages of this agent on a day of UTC. */
  dailyLimit: optional(whole),
  /** Asks nobody which phones RCS reaches. */
  skipsReach: optional(boolean),
});

/** What campaign is meant. */
export type CampaignRequest = ReturnType<typeof readCampaign>;

/** Reads the name of a campaign. @throws PermanentError `unreadable` */
export function campaignName(json: Json): string {
  const name = text(json);
  return NAME.test(name)
    ? name
    : refuse(json, "a name of a-z, 0-9 and -, of at most 40 characters", `${name.length} characters`);
}

/** Reads a whole number from 1. @throws PermanentError `unreadable` */
function whole(json: Json): number {
  const value = number(json);
  return Number.isSafeInteger(value) && value >= 1 ? value : refuse(json, "a whole number from 1", value);
}

function hour(json: Json): number {
  const value = number(json);
  return Number.isInteger(value) && value >= 0 && value <= 24 ? value : refuse(json, "an hour from 0 to 24", value);
}

function prefix(json: Json): string {
  const value = text(json);
  return PREFIX.test(value) ? value : refuse(json, "the first digits of phone numbers", `${value.length} characters`);
}
