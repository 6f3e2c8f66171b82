import { readOutbound } from "../functions/outbound/read-outbound.ts";
import { asReplayed, type ReplayMode } from "../shared/base/replay.ts";
import { replayTopic } from "../shared/ports/topic.ts";
import type { AgentDirectory } from "../shared/turn/agent-directory.ts";
import { inOrderOfTime, type KindMessage } from "./in-order-of-time.ts";
import type { Operation } from "./operation.ts";
import type { Operator } from "./operator.ts";
import { refuseUnknownAgent } from "./refuse-unknown-agent.ts";
import { type NewReplay, type ReplayRequest, readReplay } from "./replay-request.ts";
import { keepRun, openRun, type ReplayCounts, type ReplayRun } from "./replay-run.ts";

/** What happens in a replay. */
export type ReplayFact =
  /** `ways`: how the messages are got, and whom they are given to, one line a kind. `to`: what was published before that, in RFC 3339. */
  | {
      readonly type: "begun";
      readonly run: string;
      readonly isResumed: boolean;
      readonly mode: ReplayMode;
      readonly to: string;
      readonly ways: readonly string[];
    }
  /** `at`: when the newest message was first published, in RFC 3339. */
  | ({ readonly type: "progress"; readonly run: string; readonly at: string } & ReplayCounts)
  | ({ readonly type: "ended"; readonly run: string } & ReplayCounts);

/** So often it is told, and kept, how far it is: once a second at the usual rate. */
const NOTE_EVERY = 25;
const SHORTEST_PAUSE_MS = 5;

/**
 * Replays what topics retain: each message that was asked for is published again on the replay lane of its kind, which nobody but
 * our own function reads, oldest first and at a bounded rate. What was published by a replay is never replayed: there is no loop.
 */
export const replay: Operation<ReplayRequest, ReplayFact> = {
  name: "replay",
  read: readReplay,
  async *run(asked, operator, signal) {
    if (asked.type === "new" && asked.agent !== undefined) await checkAgent(asked.agent, operator);
    const run = await openRun(asked, operator);
    yield { type: "begun", run: run.name, isResumed: run.isResumed, ...planOf(run.request, run.name, operator) };
    yield* publishAll(run, operator, signal);
  },
};

async function checkAgent(agent: string, { directory }: Operator): Promise<void> {
  refuseUnknownAgent("replay an agent", agent, (await directory()).agents);
}

/** How a replay gets its messages, and whom it gives them to. */
function planOf({ kinds, mode, to }: NewReplay, run: string, { retained }: Operator) {
  const ways = kinds.map(
    (kind) => `${kind}: ${retained.describe(kind, run)}; published again on the lane ${replayTopic(kind)}`,
  );
  return { mode, to, ways };
}

async function* publishAll(run: ReplayRun, operator: Operator, signal: AbortSignal): AsyncIterable<ReplayFact> {
  const { name, request } = run;
  let counts = run.counts;
  let isEnded = false;
  const waitForTurn = openRateLimit(request.rate, operator, signal);
  const isWanted = await openFilter(request, operator);
  try {
    for await (const message of readAll(run, operator)) {
      const fate = fateOf(message, isWanted);
      if (fate === "published") await waitForTurn();
      if (signal.aborted) return;
      if (fate === "published") await publish(message, run, operator);
      counts = { ...counts, read: counts.read + 1, [fate]: counts[fate] + 1 };
      if (counts.read % NOTE_EVERY > 0) continue;
      await keepRun(run, counts, { documents: operator.documents, isEnded });
      yield { type: "progress", run: name, at: message.kept.published.toISOString(), ...counts };
    }
    isEnded = true;
    yield { type: "ended", run: name, ...counts };
  } finally {
    await keepRun(run, counts, { documents: operator.documents, isEnded });
  }
}

function readAll({ name, request, isResumed }: ReplayRun, { retained }: Operator): AsyncIterable<KindMessage> {
  const range = { from: new Date(request.from), to: new Date(request.to) };
  const reading = { name, isBegun: isResumed };
  return inOrderOfTime(request.kinds.map((kind) => ({ kind, messages: retained.read(kind, range, reading) })));
}

function fateOf(message: KindMessage, isWanted: Filter): "published" | "replays" | "others" {
  if (message.kept.message.attributes.replay !== undefined) return "replays";
  return isWanted(message) ? "published" : "others";
}

async function publish({ kind, kept }: KindMessage, run: ReplayRun, { publisher }: Operator): Promise<void> {
  const marks = { run: run.name, mode: run.request.mode };
  await publisher.publish(replayTopic(kind), asReplayed(kept.message, kept.published, marks));
}

type Filter = (message: KindMessage) => boolean;

/** What was asked for. Which conversation an outbound request is about stands in the request alone. */
async function openFilter({ conversation, agent }: NewReplay, operator: Operator): Promise<Filter> {
  if (conversation === undefined && agent === undefined) return () => true;
  const directory = await operator.directory();
  return (message) => {
    const about = aboutOf(message, directory, operator);
    return (conversation ?? about.conversation) === about.conversation && (agent ?? about.agent) === about.agent;
  };
}

interface About {
  readonly conversation?: string | undefined;
  readonly agent?: string | undefined;
}

function aboutOf({ kind, kept }: KindMessage, directory: AgentDirectory, { clock }: Operator): About {
  const { message, published } = kept;
  if (kind !== "outbound") return message.attributes;
  try {
    return readOutbound(directory, clock)(message, published);
  } catch {
    // It names nobody, and its function refuses it, too.
    return {};
  }
}

/** Waits until the next message may be published. */
function openRateLimit(rate: number, { clock }: Operator, signal: AbortSignal): () => Promise<void> {
  const begunMs = clock.now().getTime();
  let count = 0;
  return async () => {
    const waitMs = begunMs + (count * 1000) / rate - clock.now().getTime();
    count += 1;
    if (waitMs >= SHORTEST_PAUSE_MS) await clock.sleep(waitMs, signal);
  };
}
