import { randomInt, randomUUID } from "node:crypto";
import { expect, vi } from "vitest";
import type { Channel } from "../../shared/base/ids.ts";
import { jsonLog } from "../../shared/base/log.ts";
import type { Bot } from "../../shared/bot/bot.ts";
import type { HistoryEntry } from "../../shared/bot/history-entry.ts";
import type { HandoffNews } from "../../shared/conversation/act.ts";
import type { SoFar } from "../../shared/conversation/so-far.ts";
import type { QueueMessage } from "../../shared/envelope/push-request.ts";
import { systemClock } from "../../shared/google/clock.ts";
import { mediaSource } from "../../shared/google/storage/media-source.ts";
import { localMediaStore } from "../../shared/local/media-store.ts";
import type { SleepClock } from "../../shared/ports/clock.ts";
import { KINDS } from "../../shared/ports/topic.ts";
import type { Bubble } from "../../simulator/phones/bubble.ts";
import type { BusinessMessagesHandset } from "../../simulator/phones/business-messages-handset.ts";
import type { Handset } from "../../simulator/phones/handset.ts";
import type { RcsHandset } from "../../simulator/phones/rcs-handset.ts";
import { type Platform, startPlatform } from "../../simulator/platform.ts";
import type { PlatformFact } from "../../simulator/state/platform-fact.ts";
import { type Embedded, startEmbedded } from "./embedded.ts";
import { AGENTS, SIGNED_WITH } from "./fixtures.ts";
import { openPerson, outboundRequest, type Person } from "./person.ts";
import { wrongInHandoff } from "./schemas.ts";
import { type Kept, keep } from "./stack.ts";
import { type UserAddress, userAddressOf } from "./user-address.ts";

/** A user's phone, and where the user is reached. */
type TestUser<Phone extends Handset = Handset> = Phone & UserAddress;

/** A test with the embedded system, the test's own bot, and a platform with phones. */
export interface Scene extends AsyncDisposable {
  readonly system: Embedded;
  readonly platform: Platform;
  readonly kept: Kept;
  /** A new user of RCS, with a number that begins like this: one of the United Kingdom's unless told. */
  rcs(prefix?: string): TestUser<RcsHandset>;
  /** A new user of Business Messages. */
  businessMessages(): TestUser<BusinessMessagesHandset>;
  user(channel: Channel): TestUser;
  person(name: string): Person;
  /** Another system publishes an outbound request. */
  asks(to: UserAddress, command: object): Promise<void>;
  /** From now on no timer is set, as if all of them were late. */
  dropsTimers(): void;
  /** From now on records everything that is queued. @returns A function that queues it again, in the same order. */
  records(): () => Promise<void>;
  /** Waits until every delivery has ended, except for timers that are not due. */
  untilIdle(): Promise<void>;
  /** What people are told of a user on the `handoff` topic, in order. */
  told(of: UserAddress): readonly Told[];
  /** The news about a user on the `handoff` topic, in order, a few words each. */
  news(of: UserAddress): readonly string[];
  /** Waits until the news about a user is this list. */
  hears(of: UserAddress, news: readonly string[]): Promise<void>;
  /** The user's entries in history, oldest first. */
  entries(of: UserAddress): Promise<readonly HistoryEntry[]>;
  logs(): string;
}

/** What a message on the `handoff` topic says. */
interface Told {
  readonly news: HandoffNews;
  readonly soFar?: SoFar;
}

interface SceneOptions {
  readonly bot: Bot;
  readonly clock?: SleepClock;
  /** Of the database, which is in memory unless it is set. */
  readonly file?: string;
  /** The folder that users' files are copied to; they are not unless it is set. */
  readonly mediaFolder?: string;
  /** Told the path of each call that the platform refuses as such. */
  readonly onRefused?: (path: string) => void;
}

const PENDING = "SELECT count(*) AS pending FROM queue WHERE topic IN (?, ?, ?, ?)";
const NO_TIMERS = `CREATE TRIGGER no_deadlines BEFORE INSERT ON timers
  BEGIN SELECT RAISE(IGNORE); END`;
const TOPICS = ["message", "event", "receipt", "outbound"].map((kind) => `heliograph-${kind}`);
export const WAIT = { timeout: 15_000, interval: 5 };
const MANY = 1000;

export async function openScene({
  bot,
  clock = systemClock,
  file = ":memory:",
  mediaFolder,
  onRefused = () => undefined,
}: SceneOptions): Promise<Scene> {
  const onFact = (fact: PlatformFact) => (fact.type === "call-refused" ? onRefused(fact.path) : undefined);
  const platform = await startPlatform({ clock, onFact });
  const lines: string[] = [];
  const log = jsonLog((line) => lines.push(line));
  const media = mediaFolder === undefined ? {} : { media: mediaIn(mediaFolder, platform) };
  const system = await startEmbedded({ file, port: 0, api: platform.url, bot, clock, log, ...media });
  platform.connect({ url: system.stack.url, token: SIGNED_WITH });
  const kept = await keep(system.queue);
  const rcs = (prefix = "+4477") => {
    const phone = `${prefix}${randomInt(1e7, 1e8)}`;
    return { ...platform.rcsHandset({ phone, agent: AGENTS[0].agent }), ...userAddressOf("rcs", phone) };
  };
  const businessMessages = () => {
    const conversation = randomUUID();
    const handset = platform.businessMessagesHandset({ conversation, agent: AGENTS[1].agent });
    return { ...handset, ...userAddressOf("business-messages", conversation) };
  };
  const news = (of: UserAddress) => newsOf(kept, of);
  const ask = (request: QueueMessage) => system.queue.publisher.publish("outbound", request);
  return {
    system,
    platform,
    kept,
    rcs,
    businessMessages,
    user: (channel) => (channel === "rcs" ? rcs() : businessMessages()),
    person: (name) => openPerson(name, ask),
    asks: (to, command) => ask(outboundRequest(to, command)),
    dropsTimers: () => system.db.exec(NO_TIMERS),
    records: () => recordQueue(system),
    untilIdle: () => vi.waitFor(() => expect(system.db.prepare(PENDING).get(...TOPICS)).toEqual({ pending: 0 }), WAIT),
    told: (of) => toldOf(kept, of),
    news,
    hears: (of, wanted) => vi.waitFor(() => expect(news(of)).toEqual(wanted), WAIT),
    entries: async (of) => (await system.history.read(of.conversation, MANY)).entries.toReversed(),
    logs: () => lines.join(""),
    async [Symbol.asyncDispose]() {
      const told = kept.on("handoff");
      await system.close();
      await kept.close();
      await platform.close();
      expect(told.flatMap(wrongInHandoff)).toEqual([]);
    },
  };
}

/** Copies files from the platform into a folder. */
function mediaIn(folder: string, { url }: Platform) {
  return { source: mediaSource({ loopback: new URL(url).host }), store: localMediaStore(folder) };
}

/** Records no timers: those are our own, and nobody replays them. */
function recordQueue({ db, queue }: Embedded): () => Promise<void> {
  db.exec(`CREATE TEMP TABLE recorded AS SELECT topic, bytes, attributes, ordering_key, published FROM queue WHERE 0;
    CREATE TEMP TRIGGER recording AFTER INSERT ON main.queue WHEN NEW.topic IN (${TOPICS.map((topic) => `'${topic}'`)})
    BEGIN INSERT INTO recorded VALUES (NEW.topic, NEW.bytes, NEW.attributes, NEW.ordering_key, NEW.published); END`);
  return async () => {
    const rows = db.prepare("SELECT * FROM recorded").all();
    for (const { topic, bytes, attributes: given, ordering_key, published } of rows) {
      const kind = KINDS.find((task) => topic === `heliograph-${task}`);
      // What is replayed is as old as it was.
      const attributes = { published: new Date(Number(published)).toISOString(), ...JSON.parse(String(given)) };
      const message = { bytes: Buffer.from(bytes as Uint8Array), attributes };
      const key = ordering_key === null ? {} : { orderingKey: String(ordering_key) };
      if (kind !== undefined) await queue.publisher.publish(kind, { ...message, ...key });
    }
  };
}

/** The agent's side as the phone shows it, one line each. What is not a message is in brackets, such as `(joined Zoe)`. */
export function shownLines(of: Pick<Handset, "bubbles">): readonly string[] {
  return of.bubbles().map(lineOf);
}

/** Waits until the phone shows so many lines, and returns them. */
export async function waitForLines(of: Pick<Handset, "sees" | "bubbles">, count: number): Promise<readonly string[]> {
  await of.sees(count);
  return shownLines(of);
}

function lineOf(bubble: Bubble): string {
  if (bubble.type === "message") return bubble.text;
  return bubble.type === "survey" ? "(survey)" : `(${bubble.type} ${bubble.from?.displayName})`;
}

function newsOf(kept: Kept, of: UserAddress): readonly string[] {
  return toldOf(kept, of).map(({ news }) => {
    const reason = "reason" in news ? news.reason : undefined;
    const words = news.type === "said" && "text" in news.content ? news.content.text : undefined;
    return [news.type, reason, words].filter((word) => word !== undefined).join(" ");
  });
}

function toldOf(kept: Kept, { conversation }: UserAddress): readonly Told[] {
  const told = kept.on("handoff").filter(({ attributes }) => attributes.conversation === conversation);
  return told.map(({ bytes }) => JSON.parse(bytes.toString()));
}
