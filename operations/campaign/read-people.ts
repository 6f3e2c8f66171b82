import { readOutbound } from "../../functions/outbound/read-outbound.ts";
import { PermanentError } from "../../shared/base/errors.ts";
import { agentId, channelOf } from "../../shared/base/ids.ts";
import { isObject } from "../../shared/base/json.ts";
import { isPhone } from "../../shared/base/phone.ts";
import type { OutboundRequest } from "../../shared/conversation/outbound-request.ts";
import { type TurnId, turnId } from "../../shared/conversation/turn-id.ts";
import type { Clock } from "../../shared/ports/clock.ts";
import type { Reply } from "../../shared/reply/reply.ts";
import type { AgentDirectory } from "../../shared/turn/agent-directory.ts";
import { addressOf, checkAddressColumn, NO_PHONE } from "../people/address-of.ts";
import { HEADER_LINE, type ListMistake, type ListRow } from "../people/list-row.ts";
import type { CampaignRequest } from "./campaign-request.ts";
import { type Daylight, openDaylight, zonesOf } from "./day-hours.ts";
import { fillTemplate, hasLooseBraces, type Placeholder, placeholdersOf } from "./fill-template.ts";

/** A person of a campaign, and what they are to be told. */
export interface CampaignPerson {
  readonly line: number;
  readonly to: Pick<OutboundRequest, "channel" | "agent" | "address" | "conversation">;
  /** What the request leads to in history. */
  readonly turn: TurnId;
  readonly reply: Reply;
  /** Another channel says it to whom RCS does not reach. */
  readonly hasFallback: boolean;
  /** What is published. */
  readonly bytes: Buffer;
}

/** All people of a list, or all that is wrong with it. */
export type ReadPeople = { readonly people: readonly CampaignPerson[] } | { readonly mistakes: readonly ListMistake[] };

/** Characters of the conversation's name, which is a hash: an id says nothing about a person. */
const HASH_LENGTH = 22;
/** What each request has of its own, or what makes a campaign a person's. */
const NOT_IN_TEMPLATE = ["id", "to", "handoff", "speaker"];
const LOOSE_BRACES = "a text has {{ or }} that name no column: expected {{column}}, or {{column|word}}";

/** Reads a whole list before anything of it is sent: each row's address, the placeholders, and the limits of what is said. */
export function readPeople(request: CampaignRequest, directory: AgentDirectory, clock: Clock): ReadPeople {
  const { template, people: rows, mistakes: ofFile = [] } = request;
  const ofTemplate = [...checkTemplate(template, directory), ...checkColumns(rows, placeholdersOf(template))];
  if (ofTemplate.length > 0) return { mistakes: [...ofFile, ...ofTemplate] };
  const mistakes: ListMistake[] = [...ofFile];
  const people: CampaignPerson[] = [];
  const lines = new Map<string, number>();
  const read = personReader(request, readOutbound(directory, clock), {
    daylight: openDaylight(request.hours, request.hoursOf ?? []),
    now: clock.now(),
  });
  for (const row of rows) {
    const person = read(row);
    if ("what" in person) {
      mistakes.push(person);
      continue;
    }
    const before = lines.get(person.to.conversation);
    if (before !== undefined) mistakes.push({ line: row.line, what: `the same person as in line ${before}` });
    lines.set(person.to.conversation, before ?? row.line);
    people.push(person);
  }
  if (rows.length === 0) mistakes.push({ line: HEADER_LINE, what: "nobody is in the list" });
  return mistakes.length > 0 ? { mistakes } : { people };
}

function checkTemplate(template: unknown, { agents }: AgentDirectory): readonly ListMistake[] {
  if (!isObject(template)) return [ofTemplate("expected JSON with the members of an outbound request, such as reply")];
  const own = NOT_IN_TEMPLATE.filter((name) => name in template).map((name) => ofTemplate(`leave out ${name}`));
  if (hasLooseBraces(template)) own.push(ofTemplate(LOOSE_BRACES));
  if (placeholdersOf(template.agent).length > 0) return [...own, ofTemplate("agent: one for all people")];
  const isKnown = agents.some(({ channel, agent }) => agent === agentId(channel, String(template.agent)));
  const known = agents.map(({ agent }) => agent).join(", ");
  return isKnown ? own : [...own, ofTemplate(`agent: expected one of AGENTS, ${known}`)];
}

function checkColumns(rows: readonly ListRow[], placeholders: readonly Placeholder[]): readonly ListMistake[] {
  const [first] = rows;
  if (first === undefined) return [];
  const columns = Object.keys(first.fields);
  const missing = new Set(placeholders.map(({ column }) => column).filter((column) => !columns.includes(column)));
  return [
    ...checkAddressColumn(rows),
    ...[...missing].map((column) => ofTemplate(`the template says {{${column}}}, and there is no such column`)),
  ];
}

function ofTemplate(what: string): ListMistake {
  return { line: HEADER_LINE, what };
}

/** When people are written to, by the clocks of now: zones change their order and their hours in common. */
interface Day {
  readonly daylight: Daylight;
  readonly now: Date;
}

type Read = (row: ListRow) => CampaignPerson | ListMistake;

function personReader({ name, template }: CampaignRequest, read: ReturnType<typeof readOutbound>, day: Day): Read {
  const needed = placeholdersOf(template).filter(({ otherwise }) => otherwise === undefined);
  const isRcs = isObject(template) && channelOf(String(template.agent)) === "rcs";
  const write = (row: ListRow, id: string) => {
    const request = { ...(fillTemplate(template, row.fields) as object), id, to: addressOf(row) };
    return Buffer.from(JSON.stringify(request));
  };
  const readRow = (row: ListRow): CampaignPerson | ListMistake => {
    const { conversation } = read({ bytes: write(row, name), attributes: {} });
    const bytes = write(row, `${name}-${conversation.slice(0, HASH_LENGTH)}`);
    return personOf(row.line, read({ bytes, attributes: {} }), { bytes, ...day });
  };
  return (row) => {
    const { line } = row;
    const empty = needed.find(({ column }) => (row.fields[column] ?? "") === "");
    if (empty !== undefined) return { line, what: `${empty.column} is empty` };
    if (isRcs && !isPhone(addressOf(row))) return { line, what: NO_PHONE };
    try {
      return readRow(row);
    } catch (error) {
      if (error instanceof PermanentError) return { line, what: error.message };
      throw error;
    }
  };
}

function personOf(
  line: number,
  { channel, agent, address, conversation, type, id, command }: OutboundRequest,
  { bytes, ...day }: Day & { readonly bytes: Buffer },
): CampaignPerson | ListMistake {
  if (command.type !== "say") return { line, what: "a campaign says something" };
  const to = { channel, agent, address, conversation };
  const what = channel === "rcs" ? checkDay(to, day) : undefined;
  if (what !== undefined) return { line, what };
  const { reply, terms } = command;
  return { line, to, turn: turnId({ conversation, type, id }), reply, hasFallback: terms !== undefined, bytes };
}

function checkDay({ address }: CampaignPerson["to"], { daylight, now }: Day): string | undefined {
  if (zonesOf(address) === undefined) return "no country has phone numbers that begin so";
  if (daylight.nextDay(address, now) !== undefined) return undefined;
  return "its zones have no hour of day in common: choose a longer day for its prefix";
}
