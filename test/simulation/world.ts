import { type Agent, readAgents } from "../../shared/base/agent.ts";
import type { HttpFunction } from "../../shared/base/http.ts";
import type { AgentId } from "../../shared/base/ids.ts";
import type { Log } from "../../shared/base/log.ts";
import type { PauseRegister } from "../../shared/ports/pauses.ts";
import { storedHistory } from "../../shared/store/history.ts";
import { viewOf } from "../../simulator/state/subscriber.ts";
import { AGENTS } from "../support/fixtures.ts";
import { KEEP_DAYS } from "../support/stack.ts";
import { performAct } from "./acts.ts";
import { buildFunction } from "./build-function.ts";
import { type Chance, openChance } from "./chance.ts";
import { type Cut, openCut } from "./cut.ts";
import { openSimulatedDocuments, type SimulatedDocuments, simulatedStore } from "./documents.ts";
import { DAY } from "./durations.ts";
import { type Faults, openFaults } from "./faults.ts";
import { openPlatform } from "./google-platform.ts";
import { openWebhooks } from "./google-webhooks.ts";
import type { Instance } from "./instance.ts";
import type { Observation } from "./observation.ts";
import { openFleets } from "./open-fleets.ts";
import { openServices } from "./open-services.ts";
import { openQueue } from "./queue.ts";
import { openScheduler, type Scheduler } from "./scheduler.ts";
import { simulatedPauses } from "./simulated-pauses.ts";
import { instanceStore } from "./simulated-store.ts";
import { subscribeFunctions } from "./subscribe-functions.ts";
import { traceLine } from "./trace.ts";
import { instanceTransport, type ServiceMap } from "./transport.ts";
import { watchCommits } from "./watch-commits.ts";
import { watchPublished } from "./watch-published.ts";
import type { SimulatedWorld, WorldOptions } from "./world-types.ts";

const STARTS_AT = Date.parse("2030-01-01T00:00:00Z");
const HABITS = { repeats: 0.01, delays: 0.02 };
/** Firestore deletes what has expired within a day. */
const SWEEP_MS = DAY;
/** Longer than any conversation of a story. */
const MOST_ENTRIES = 10_000;

/** Time, chance and what may go wrong: what all parts of a world share. */
interface Stage {
  readonly options: WorldOptions;
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly faults: Faults;
  readonly cut: Cut;
  readonly documents: SimulatedDocuments;
  readonly observe: (seen: Observation) => void;
  readonly watchers: ((seen: Observation) => void)[];
}

/** Opens the whole system in this process, on virtual time: the same options give the same world, to the last event. */
export function openWorld(options: WorldOptions): SimulatedWorld {
  const stage = openStage(options);
  const { scheduler, chance, faults, observe } = stage;
  const now = scheduler.now;
  let agents = readAgents(JSON.stringify(AGENTS));
  const build = (instance: Instance) => buildInstance(instance, { services, agents }, stage);
  const fleets = openFleets({ scheduler, chance, build, observe });
  const watcher = watchPublished(now, observe);
  const isAway = () => faults.isAway("pubsub");
  const queue = openQueue({ scheduler, chance: chance.split("queue"), habits: HABITS, isAway, ...watcher });
  const ingress = fleets.of("ingress");
  const webhooks = openWebhooks({ scheduler, chance: chance.split("webhooks"), ingress, observe });
  const platform = openPlatform({ scheduler, chance: chance.split("platform"), webhooks, observe });
  const services: ServiceMap = openServices({ scheduler, chance, faults, platform, queue, observe });
  const hasAttempts = options.hasAttempts !== false;
  const deliveries = subscribeFunctions({ queue, fleetOf: fleets.of, hasAttempts, now, observe });
  for (const fault of options.faults ?? []) faults.begin(fault);

  const pauses = pausesOf(stage);
  const fleetOf = fleets.of;
  const release = (named?: readonly AgentId[]) => {
    if (named !== undefined) agents = readAgents(JSON.stringify(AGENTS)).filter(({ agent }) => named.includes(agent));
    fleets.replace();
    observe({ type: "released", at: now(), agents: agents.map(({ agent }) => agent) });
  };
  return {
    ...openViews(stage),
    act(act) {
      observe({ type: "acted", at: now(), act });
      const own = chance.split(`act/${scheduler.events()}`);
      const parts = { platform, webhooks, queue, services, faults, pauses, fleetOf };
      performAct(act, { ...parts, now, chance: own, release, observe });
    },
    phone: (user) => viewOf(platform, { channel: user.channel, address: user.address }),
    kept: (topic) => queue.kept(topic).map(({ id, published, message }) => ({ id, at: published, ...message })),
    waiting: (kind) => queue.waiting(kind),
    counts: () => ({
      events: scheduler.events(),
      calls: stage.cut.calls(),
      deliveries: deliveries(),
      instances: fleets.started(),
      faults: faults.counts(),
    }),
  };
}

function openStage(options: WorldOptions): Stage {
  const chance = openChance(options.seed);
  const scheduler = openScheduler(options.startsAt ?? STARTS_AT, chance.split("order"));
  const watchers: Stage["watchers"] = [];
  const observe = (seen: Observation) => {
    options.trace?.(traceLine(seen));
    for (const watcher of watchers) watcher(seen);
  };
  const faults = openFaults({
    scheduler,
    chance: chance.split("faults"),
    onChange: (type, { name, service, mode }) => observe({ type, at: scheduler.now(), name, service, mode }),
  });
  const cut = openCut({ scheduler, chance: chance.split("cut"), faults, observe });
  const documents = openSimulatedDocuments();
  const sweep = () => {
    documents.expire(new Date(scheduler.now()));
    scheduler.after(SWEEP_MS, sweep, { standsBy: true });
  };
  sweep();
  return { options, scheduler, chance, faults, cut, documents, observe, watchers };
}

/** What can be asked about time and history. */
function openViews({ scheduler, chance, documents, watchers }: Stage) {
  const history = storedHistory(
    simulatedStore(documents, () => new Date(scheduler.now())),
    KEEP_DAYS,
  );
  return {
    now: scheduler.now,
    at: (time, step) => void scheduler.after(time - scheduler.now(), step),
    chance: (name) => chance.split(`story/${name}`).next,
    observe: (watcher) => void watchers.push(watcher),
    runUntil: scheduler.runUntil,
    runUntilIdle: scheduler.runUntilIdle,
    history: async (conversation) => (await history.read(conversation, MOST_ENTRIES)).entries.toReversed(),
    message: history.loadMessage,
    async stored(conversation) {
      const { state, lease } = await history.load(conversation);
      return { state, lease: lease && { turn: lease.turn, expiresAt: lease.expiresAt.getTime() } };
    },
  } satisfies Partial<SimulatedWorld>;
}

function pausesOf({ scheduler, documents, faults }: Stage): PauseRegister {
  const now = () => new Date(scheduler.now());
  return simulatedPauses(documents, { now, isAway: () => faults.isAway("firestore") });
}

/** What an instance runs, over the cut. */
function buildInstance(
  instance: Instance,
  { services, agents }: { readonly services: ServiceMap; readonly agents: readonly Agent[] },
  stage: Stage,
): HttpFunction {
  const { options, scheduler, cut, documents, observe } = stage;
  const now = () => new Date(scheduler.now());
  const log: Log = (severity, event, fields = {}) => {
    // The dead tell nothing.
    if (!instance.isAlive()) return;
    const by = { function: instance.function, instance: instance.number };
    observe({ type: "logged", at: scheduler.now(), ...by, severity, event, fields: { ...fields } });
  };
  const bot = options.openBot({
    now: () => instance.clock.now().getTime(),
    sleep: (millis) => instance.clock.sleep(millis),
    random: instance.chance.split("bot").next,
  });
  const onCommitted = watchCommits(documents, scheduler.now, observe);
  return buildFunction({
    instance,
    transport: () => instanceTransport(instance, cut, services),
    documents: instanceStore(instance, { cut, documents, now, onCommitted }),
    pauses: pausesOf(stage),
    agents,
    log,
    bot,
  });
}
