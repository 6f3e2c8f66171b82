import {
  ACK_DEADLINE_MS,
  FIRST_BACKOFF_MS,
  LONGEST_BACKOFF_MS,
  LONGEST_ORDERED_BACKOFF_MS,
  MAX_ATTEMPTS,
} from "../../shared/base/budgets.ts";
import type { QueueSetup, SubscriptionState } from "../../shared/ports/queue-setup.ts";
import {
  deadLetterTopic,
  KINDS,
  type Kind,
  RETENTION_DAYS,
  replayTopic,
  type Topic,
} from "../../shared/ports/topic.ts";
import { examine, type Finding, ok, wrong } from "./finding.ts";

const DAY_SECONDS = 86_400;
/** The longest that Pub/Sub keeps what nobody has taken. */
const LONGEST_SECONDS = 31 * DAY_SECONDS;
const WAITING: readonly Topic[] = [...KINDS.map(deadLetterTopic), "parked"];

/** How the queue should be: as Terraform makes it, or as far as the emulators can be set up. */
export interface WantedQueues {
  readonly isDeployed: boolean;
  readonly prefix: string;
}

/** Compares topics and subscriptions with what Terraform makes; over the emulators, with what a delivery needs. */
export async function checkQueues(setup: QueueSetup, queues: WantedQueues): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const kind of KINDS) {
    findings.push(...(await examine(`the topic ${kind}`, () => checkTopic(setup, kind, queues))));
    findings.push(...(await examine(`the subscription ${kind}`, () => checkPush(setup, kind, { kind, queues }))));
    if (queues.isDeployed) {
      const lane = replayTopic(kind);
      findings.push(...(await examine(`the subscription ${lane}`, () => checkPush(setup, lane, { kind, queues }))));
    }
  }
  for (const topic of WAITING)
    findings.push(...(await examine(`the subscription ${topic}`, () => checkKept(setup, topic, queues))));
  return findings;
}

function mendOf({ isDeployed }: WantedQueues): string {
  return isDeployed
    ? "run terraform apply: somebody has changed or deleted it by hand"
    : "start npm start over these emulators";
}

async function checkTopic(setup: QueueSetup, kind: Kind, queues: WantedQueues): Promise<readonly Finding[]> {
  const found = await setup.topic(kind);
  if (found === undefined) return [wrong(`there is no topic ${queues.prefix}-${kind}`, mendOf(queues))];
  const wanted = RETENTION_DAYS[kind] * DAY_SECONDS;
  if (!queues.isDeployed || found.retentionSeconds >= wanted) return [];
  const says = `the topic ${kind} keeps what was delivered for ${found.retentionSeconds / DAY_SECONDS} days, not ${RETENTION_DAYS[kind]}: no replay reaches further back`;
  return [wrong(says, mendOf(queues))];
}

async function checkPush(
  setup: QueueSetup,
  topic: Topic,
  { kind, queues }: { readonly kind: Kind; readonly queues: WantedQueues },
): Promise<readonly Finding[]> {
  const found = await setup.subscription(topic);
  const name = `the subscription ${topic}`;
  if (found === undefined) return [wrong(`there is no subscription ${queues.prefix}-${topic}`, mendOf(queues))];
  const differences = [...unlessArriving(found), ...unlessRetrying(found, kind, queues)];
  if (differences.length === 0) return [ok(`${name} delivers to its function`)];
  return differences.map((what) => wrong(`${name} ${what}`, mendOf(queues)));
}

function unlessArriving(found: SubscriptionState): readonly string[] {
  return [
    ...(found.isDetached ? ["is cut off from its topic: nothing arrives"] : []),
    ...(found.pushEndpoint === "" ? ["has no push endpoint, which pauses it: nothing reaches its function"] : []),
  ];
}

function unlessRetrying(found: SubscriptionState, kind: Kind, { isDeployed, prefix }: WantedQueues): readonly string[] {
  const isOrdered = kind === "message" || kind === "outbound";
  const order =
    found.isOrdered === isOrdered ? [] : [isOrdered ? "does not keep the order" : "keeps an order that nobody needs"];
  const deadline =
    found.ackDeadlineSeconds * 1000 === ACK_DEADLINE_MS
      ? []
      : [`waits ${found.ackDeadlineSeconds} s for an answer, not 60`];
  if (!isDeployed) return [...order, ...deadline];
  return [
    ...order,
    ...deadline,
    ...unlessBackingOff(found, isOrdered),
    ...unlessKeeping(found, `${prefix}-${deadLetterTopic(kind)}`),
  ];
}

function unlessBackingOff({ backoffSeconds }: SubscriptionState, isOrdered: boolean): readonly string[] {
  const most = (isOrdered ? LONGEST_ORDERED_BACKOFF_MS : LONGEST_BACKOFF_MS) / 1000;
  const least = FIRST_BACKOFF_MS / 1000;
  if (backoffSeconds === undefined) return ["repeats what failed at once: it has no retry policy"];
  const isRight = backoffSeconds[0] === least && backoffSeconds[1] === most;
  return isRight ? [] : [`repeats what failed after ${backoffSeconds.join(" to ")} s, not ${least} to ${most}`];
}

function unlessKeeping(found: SubscriptionState, deadTopic: string): readonly string[] {
  const { deadTopic: met, maxAttempts, retentionSeconds, expires } = found;
  return [
    ...(met?.endsWith(`/${deadTopic}`)
      ? []
      : [`makes no dead letters on ${deadTopic}: what fails for ever is lost after 31 days`]),
    ...(met === undefined || maxAttempts === MAX_ATTEMPTS
      ? []
      : [`gives up after ${maxAttempts} attempts, not ${MAX_ATTEMPTS}`]),
    ...(retentionSeconds >= LONGEST_SECONDS
      ? []
      : [`keeps what waits for ${retentionSeconds / DAY_SECONDS} days, not 31`]),
    ...(expires ? ["is deleted by itself when it is quiet for long"] : []),
  ];
}

/** Without its subscription, what is published for people is lost. */
async function checkKept(setup: QueueSetup, topic: Topic, queues: WantedQueues): Promise<readonly Finding[]> {
  const found = await setup.subscription(topic);
  if (found === undefined) {
    const says = `there is no subscription ${queues.prefix}-${topic}: what is published there is lost`;
    return [wrong(says, mendOf(queues))];
  }
  const differences = [
    ...(found.isDetached ? ["is cut off from its topic"] : []),
    ...(found.pushEndpoint === "" ? [] : ["pushes what should wait for a person"]),
    ...(!queues.isDeployed || retainsLong(found) ? [] : ["does not keep what waits for 31 days"]),
  ];
  return differences.map((what) => wrong(`the subscription ${topic} ${what}`, mendOf(queues)));
}

function retainsLong({ retentionSeconds, expires }: SubscriptionState): boolean {
  return retentionSeconds >= LONGEST_SECONDS && !expires;
}
