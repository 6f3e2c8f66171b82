import { type Command, InvalidArgumentError } from "commander";
import type { CampaignRequest, DayHours } from "../../operations/campaign/campaign-request.ts";
import { isObject, parseJson } from "../../shared/base/json.ts";
import { present } from "../../shared/base/present.ts";
import { readPeopleFile } from "../read-people-file.ts";
import { readTextFile } from "../read-text-file.ts";
import type { CommonOptions } from "./command.ts";
import { readWhole } from "./kept-options.ts";

/** What a campaign can be told. */
export interface CampaignOptions extends CommonOptions {
  readonly name?: string;
  readonly agent?: string;
  readonly text?: string;
  readonly template?: string;
  readonly day: DayHours;
  readonly dayOf?: readonly (DayHours & { readonly prefix: string })[];
  readonly rate: number;
  readonly dailyLimit?: number;
  readonly reach: boolean;
  readonly dryRun: boolean;
  readonly wait: boolean;
  readonly yes: boolean;
}

const DEFAULT_DAY: DayHours = { from: 8, to: 20 };
const DEFAULT_RATE = 100;
const HOURS = /^(\d{1,2})-(\d{1,2})$/;
const HOURS_OF = /^\+(\d{1,7})=(.*)$/;

/** Adds the options that say what is sent, to whom and when. */
export function addCampaignOptions(command: Command): Command {
  return command
    .argument("<people>", "a CSV whose first line names its columns; the one called to, or phone, has the numbers")
    .option("--name <name>", "the campaign's name: who has got its message gets it no second time")
    .option("--agent <id>", "from whom, as AGENTS names it; or in the template")
    .option("--text <text>", "what; {{column}} is each person's own, {{column|word}} with a word where that is empty")
    .option("--template <file>", "what, as an outbound request in JSON without id and to: docs/outbound.md")
    .option(
      "--day <hours>",
      "when people are written to, by their own clocks (default: 8-20; 0-0 is always)",
      readDay,
      DEFAULT_DAY,
    )
    .option("--day-of <+prefix=hours>", "other hours for numbers that begin so; may be repeated", collectDayOf)
    .option("--rate <n>", "at most so many messages a second; it begins with 10 and adapts", readWhole, DEFAULT_RATE)
    .option(
      "--daily-limit <n>",
      "at most so many messages of the agent on a day of UTC (default: any number)",
      readWhole,
    )
    .option("--no-reach", "do not ask Google whom RCS reaches")
    .option("--no-wait", "end, and do not wait, where it is night or something is paused")
    .option("--dry-run", "check all of it, tell what it would do and cost, and send nothing", false)
    .option("--yes", "do not ask before a project on Google Cloud is changed", false);
}

/** The campaign that the options and the files mean. @throws Error for what is missing or cannot be read. */
export async function readCampaignRequest(file: string, options: CampaignOptions): Promise<CampaignRequest> {
  const { name, day, dayOf, rate, dailyLimit, reach } = options;
  if (name === undefined)
    throw new Error("Cannot begin a campaign without --name: the name keeps it from being sent twice");
  const template = await readTemplate(options);
  const { people, mistakes } = await readPeopleFile(file);
  return {
    name,
    template,
    people,
    mistakes,
    hours: day,
    rate,
    ...present({ hoursOf: dayOf, dailyLimit, skipsReach: reach ? undefined : true }),
  };
}

async function readTemplate({ agent, text, template: file }: CampaignOptions): Promise<unknown> {
  if ((text === undefined) === (file === undefined))
    throw new Error("Cannot choose what to say: expected --text or --template, and not both");
  const given = file === undefined ? { reply: text } : parseJson(await readTextFile(file, "a template in JSON"));
  if (!isObject(given)) throw new Error(`Cannot read ${file}: expected JSON with the members of an outbound request`);
  const template = { ...given, ...present({ agent }) };
  if (!("agent" in template)) throw new Error("Cannot choose who says it: add --agent, or the agent to the template");
  return template;
}

function readDay(value: string): DayHours {
  const [, from, to] = HOURS.exec(value) ?? [];
  const hours = { from: Number(from), to: Number(to) };
  if (hours.from <= 24 && hours.to <= 24) return hours;
  throw new InvalidArgumentError("Expected two hours from 0 to 24, such as 8-20.");
}

function collectDayOf(value: string, before: readonly (DayHours & { readonly prefix: string })[] = []) {
  const [, prefix, hours] = HOURS_OF.exec(value) ?? [];
  if (prefix === undefined || hours === undefined)
    throw new InvalidArgumentError("Expected a prefix and its hours, such as +91=10-19.");
  return [...before, { prefix, ...readDay(hours) }];
}
