import type { Address, ConversationId } from "../../shared/base/ids.ts";
import { conversationPath } from "../../shared/store/paths.ts";
import {
  type CountedAgent,
  type DayReport,
  type Percentiles,
  percentiles,
  readSent,
  reportDay,
  type TurnOfDay,
} from "../../shared/store/statistics.ts";
import type { StoredAct, StoredTurn } from "../../shared/store/stored-turn.ts";
import { type CostClass, costOf } from "../cost-class.ts";
import type { Operator } from "../operator.ts";

/** An agent's day, in UTC: the turns in which something was said, people were called or the user chose. */
export interface AgentDayReport extends CountedAgent, DayReport {
  readonly type: "day";
  readonly day: string;
  readonly conversations: number;
  /** By what led to them. */
  readonly turns: Readonly<Record<string, number>>;
  /** From a user's message to when the first answer was decided, in milliseconds. */
  readonly untilAnswered: Percentiles | undefined;
  /** How often users unsubscribed, by the word, or by what else: `(event)`, `(tap)`, `(answer)`, `(longer)`. */
  readonly optOuts: Readonly<Record<string, number>>;
  readonly optIns: number;
  /** How often people were called. */
  readonly handOvers: number;
  /** RCS: messages by cost class, or segments of `us-rich`, as Google's models count what was sent. */
  readonly costs: Readonly<Partial<Record<CostClass, number>>>;
}

/** A longer one is no word of a list, but somebody's sentence. */
const LONGEST_WORD = 20;
const READ_AT_ONCE = 100;

/** Counts an agent's day: one read a turn, and on RCS one a conversation. */
export async function countDay(agent: CountedAgent, at: Date, operator: Operator): Promise<AgentDayReport> {
  const turns = await Array.fromAsync(operator.statistics.turnsOf(agent, at));
  const acts = turns.flatMap(({ stored }) => Object.values(stored.acts ?? {}));
  const conversations = [...new Set(turns.map(({ conversation }) => conversation))];
  const messages = turns.flatMap(({ conversation, stored }) => readSent(conversation, stored));
  const addresses = agent.channel === "rcs" ? await readAddresses(conversations, operator) : new Map();
  return {
    type: "day",
    ...agent,
    day: at.toISOString().slice(0, 10),
    conversations: conversations.length,
    turns: countBy(turns.flatMap(({ stored }) => stored.type ?? [])),
    untilAnswered: percentiles(turns.map(({ stored }) => answerMs(stored))),
    optOuts: countBy(acts.flatMap(optOutOf)),
    optIns: acts.filter(({ act }) => act?.do === "recordConsent" && !act.consent.isOptedOut).length,
    handOvers: acts.filter(({ act }) => act?.do === "tellPeople" && act.news.type === "waiting").length,
    costs: costsOf(turns, addresses),
    ...(await reportDay(asAsync(messages))),
  };
}

async function* asAsync<T>(all: readonly T[]): AsyncGenerator<T> {
  yield* all;
}

function countBy(all: readonly string[]): Readonly<Record<string, number>> {
  const groups = [...Map.groupBy(all, (one) => one)].map(([name, some]) => [name, some.length] as const);
  return Object.fromEntries(groups.toSorted(([, one], [, other]) => other - one));
}

function answerMs({ type, at, acts = {} }: StoredTurn): number | undefined {
  if (type !== "message") return undefined;
  const sent = Object.values(acts).flatMap(({ times }) => times?.sent ?? []);
  return sent.length === 0 ? undefined : Math.max(0, Math.min(...sent) - at);
}

function optOutOf({ act }: StoredAct): readonly string[] {
  if (act?.do !== "recordConsent" || !act.consent.isOptedOut) return [];
  const { by, word } = act.consent;
  if (by === "brand") return [];
  if (by !== "word" || word === undefined) return [`(${by ?? "unknown"})`];
  return [word.length > LONGEST_WORD ? "(longer)" : word.toLowerCase()];
}

async function readAddresses(
  conversations: readonly ConversationId[],
  { documents }: Operator,
): Promise<ReadonlyMap<ConversationId, Address>> {
  const found = new Map<ConversationId, Address>();
  for (let from = 0; from < conversations.length; from += READ_AT_ONCE) {
    const some = conversations.slice(from, from + READ_AT_ONCE);
    const states = await documents.get(some.map(conversationPath));
    for (const [index, conversation] of some.entries()) {
      // Only we write it.
      const state = states[index]?.members.state as { readonly address?: Address } | undefined;
      if (state?.address !== undefined) found.set(conversation, state.address);
    }
  }
  return found;
}

function costsOf(
  turns: readonly TurnOfDay[],
  addresses: ReadonlyMap<ConversationId, Address>,
): AgentDayReport["costs"] {
  const costs = turns.flatMap(({ conversation, stored }) => {
    const address = addresses.get(conversation);
    const sent = Object.values(stored.acts ?? {}).filter(({ times, failure }) => times?.sent && failure === undefined);
    return sent.flatMap(({ act }) => (act?.do === "send" && address ? [costOf(act.reply, address)] : []));
  });
  const classes = [...Map.groupBy(costs, ({ costClass }) => costClass)];
  const sums = classes.map(([name, some]) => [name, some.reduce((sum, { units }) => sum + units, 0)] as const);
  return Object.fromEntries(sums);
}
