import { startStack } from "../../cli/stack.ts";
import { openEngine } from "../../functions/compose.ts";
import { readAgents } from "../../shared/base/agent.ts";
import { jsonLog } from "../../shared/base/log.ts";
import { systemClock } from "../../shared/google/clock.ts";
import { firestoreHistory } from "../../shared/google/firestore/history.ts";
import { openFirestoreRest } from "../../shared/google/firestore/rest.ts";
import { publishedTimers } from "../../shared/google/pubsub/published-timers.ts";
import { googlePublisher } from "../../shared/google/pubsub/publisher.ts";
import { pubsubQueue } from "../../shared/google/pubsub/queue.ts";
import type { Queue } from "../../shared/ports/queue.ts";
import { readKeyRing } from "../../shared/webhook/key-ring.ts";
import { AGENTS, TOKENS } from "../support/fixtures.ts";
import { NO_PAUSES } from "../support/open-gate.ts";
import { serveOutboundRelay } from "../support/outbound-relay.ts";
import { CONVERSATION_KEY } from "../support/stack.ts";
import { randomBot } from "./random-bot.ts";

/** The functions over Google's emulators with the random bot, and a relay of outbound requests, as a process that a test can kill. */
const {
  PROJECT: project = "",
  PORT,
  OUTBOUND_PORT,
  API = "",
  PUBSUB_EMULATOR_HOST,
  FIRESTORE_EMULATOR_HOST,
} = process.env;
const log = jsonLog((line) => process.stderr.write(line));
const publisher = googlePublisher({ project, prefix: "heliograph", emulator: PUBSUB_EMULATOR_HOST, timeoutMs: 2500 });
const history = firestoreHistory(
  openFirestoreRest({ project, database: "(default)", emulator: FIRESTORE_EMULATOR_HOST }),
  90,
);
const agents = readAgents(JSON.stringify(AGENTS));
const ids = agents.map(({ agent }) => agent);
const apis = { rcs: API, "business-messages": API };
const engine = { agents, conversationKey: CONVERSATION_KEY, apis, bot: randomBot(), clock: systemClock, log };
const pubsub = pubsubQueue({ project, prefix: "heliograph" });
// Five attempts take minutes in production but seconds here, and a killed turn keeps its lease for longer. So no limit here.
const queue: Queue = {
  ...pubsub,
  subscribe: (all) => pubsub.subscribe(all.map((one) => ({ ...one, maxAttempts: undefined }))),
};
await startStack(
  { ...openEngine({ publisher, history, timers: publishedTimers(publisher), pauses: NO_PAUSES }, engine), queue },
  {
    config: {
      ring: readKeyRing(JSON.stringify(TOKENS), ids, "TOKENS"),
      agents: new Set(ids),
      conversationKey: CONVERSATION_KEY,
    },
    port: Number(PORT),
    retry: { minBackoffMs: 100, maxBackoffMs: 500, canDeadLetterInOrder: false },
    hasNoLanes: true,
  },
);
await serveOutboundRelay(Number(OUTBOUND_PORT), publisher);
process.stdout.write("ready\n");
