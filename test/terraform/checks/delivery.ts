import {
  FENCE_MS,
  FIRST_BACKOFF_MS,
  LONGEST_BACKOFF_MS,
  LONGEST_ORDERED_BACKOFF_MS,
  MAX_ATTEMPTS,
} from "../../../shared/base/budgets.ts";
import { RETENTION_DAYS } from "../../../shared/ports/topic.ts";
import { bare, type Deployed, type DeployedSubscription, type DeploymentCheck, services } from "./deployed.ts";

const inSeconds = (ms: number) => `${ms / 1000}s`;
const BACKOFF = [inSeconds(FIRST_BACKOFF_MS), inSeconds(LONGEST_BACKOFF_MS)];
const ORDERED_BACKOFF = [inSeconds(FIRST_BACKOFF_MS), inSeconds(LONGEST_ORDERED_BACKOFF_MS)];

/** Which function takes what, in which order, and how long it waits between its tries. */
const LANES = {
  message: { to: "messages", path: "", isOrdered: true, backoff: ORDERED_BACKOFF },
  event: { to: "events", path: "", isOrdered: false, backoff: BACKOFF },
  receipt: { to: "receipts", path: "", isOrdered: false, backoff: BACKOFF },
  // Only for senders that name a key; like messages, it must not hold back a conversation for long.
  outbound: { to: "outbound", path: "", isOrdered: true, backoff: ORDERED_BACKOFF },
  deadline: { to: "events", path: "/deadlines", isOrdered: false, backoff: BACKOFF },
} as const;

const KINDS = ["message", "event", "receipt", "outbound", "deadline"] as const;
const MONTH = `${31 * 86_400}s`;
/** What Pub/Sub allows. */
const MOST_ACK_DEADLINE_SECONDS = 600;

/** How facts come to functions, and what becomes of those that do not. */
export const DELIVERY: Readonly<Record<string, DeploymentCheck>> = {
  "each kind is pushed, and nothing else": (deployed) => {
    const pushed = pushes(deployed).map(({ name }) => name);
    const known = pushed.map((name) => name.replace(/-replay$/, ""));
    return [
      ...KINDS.flatMap((kind) => [kind, `${kind}-replay`])
        .filter((name) => !pushed.includes(name))
        .map((name) => `${name} is not pushed`),
      ...known.filter((name) => !(name in LANES)).map((name) => `${name} is pushed`),
    ];
  },

  "a subscription reads its kind's topic": eachPush(({ topic }, _kind, deployed, name) =>
    differs("topic", idOf(name, deployed), topic),
  ),

  "a kind is pushed to its function": eachPush(({ push_config: [push] }, kind, deployed) => {
    const { to, path } = LANES[kind];
    return differs("endpoint", `${services(deployed).get(to)?.uri}${path}`, push?.push_endpoint);
  }),

  "a token's audience is the URI of the function it opens": eachPush(({ push_config: [push] }, kind, deployed) =>
    differs("audience", services(deployed).get(LANES[kind].to)?.uri, push?.oidc_token[0]?.audience),
  ),

  "one account pushes everything": eachPush(({ push_config: [push] }) =>
    differs("account", "push", /-(\w+)$/.exec(push?.oidc_token[0]?.service_account_email ?? "")?.[1]),
  ),

  "work ends before its function, and that before its delivery": eachPush((subscription, kind, deployed) => {
    const { to } = LANES[kind];
    const working = FENCE_MS / 1000;
    const timeout = services(deployed).get(to)?.timeout_seconds ?? 0;
    const deadline = subscription.ack_deadline_seconds;
    const isOrdered = working < timeout && timeout < deadline && deadline <= MOST_ACK_DEADLINE_SECONDS;
    return isOrdered
      ? []
      : [`${to} works ${working} s, ends after ${timeout} s and is called again after ${deadline} s`];
  }),

  "only conversations are delivered in order": eachPush(({ enable_message_ordering }, kind) =>
    differs("order", LANES[kind].isOrdered, enable_message_ordering),
  ),

  "what fails waits before it comes again": eachPush(({ retry_policy: [policy] }, kind) =>
    differs("back-off", LANES[kind].backoff.join(), [policy?.minimum_backoff, policy?.maximum_backoff].join()),
  ),

  "what fails too often is a dead letter of its kind": eachPush(({ dead_letter_policy: [policy] }, kind, deployed) => {
    return [
      ...differs("attempts", MAX_ATTEMPTS, policy?.max_delivery_attempts),
      ...differs("dead letters' topic", idOf(`${kind}-dead`, deployed), policy?.dead_letter_topic),
    ];
  }),

  "every subscription keeps for 31 days and never expires": (deployed) =>
    (deployed.google_pubsub_subscription ?? []).flatMap(({ name, message_retention_duration, expiration_policy }) => [
      ...differs(`${name}'s retention`, MONTH, message_retention_duration),
      ...differs(`${name}'s expiry`, "", expiration_policy[0]?.ttl),
    ]),

  "a due timer is published however long that takes, and soon after": (deployed) =>
    (deployed.google_cloud_tasks_queue ?? []).flatMap(({ name, retry_config: [retry] }) => [
      ...differs(`${name}'s attempts`, -1, retry?.max_attempts),
      ...differs(`${name}'s time for them`, "0s", retry?.max_retry_duration),
      ...differs(`${name}'s longest pause`, "300s", retry?.max_backoff),
    ]),

  "what waits for a person has a subscription": (deployed) => {
    const read = (deployed.google_pubsub_subscription ?? []).map(({ topic }) => topic);
    const waiting = [...KINDS.map((kind) => `${kind}-dead`), "parked"];
    return waiting.filter((name) => !read.includes(idOf(name, deployed) ?? "")).map((name) => `${name} is not kept`);
  },

  "a topic keeps what is replayed, in one region": (deployed) =>
    (deployed.google_pubsub_topic ?? []).flatMap((topic) => {
      const name = bare(topic.name, deployed);
      const days = /-dead$|-replay$|^parked$/.test(name) ? undefined : daysOf(name);
      const kept = days === undefined ? null : `${days * 86_400}s`;
      return [
        ...differs(`${name}'s retention`, kept, topic.message_retention_duration),
        ...differs(`${name}'s regions`, 1, topic.message_storage_policy[0]?.allowed_persistence_regions.length),
      ];
    }),
};

/** As the code that replays has it; what other systems read, as long as Google would repeat a webhook. */
function daysOf(topic: string): number {
  const kind = KINDS.find((known) => known === topic);
  return kind === undefined ? 7 : RETENTION_DAYS[kind];
}

type PushCheck = (
  subscription: DeployedSubscription,
  kind: keyof typeof LANES,
  deployed: Deployed,
  name: string,
) => readonly string[];

/** A check of every push subscription of a known kind. */
function eachPush(check: PushCheck): DeploymentCheck {
  return (deployed) =>
    pushes(deployed).flatMap(({ name, subscription }) => {
      const kind = KINDS.find((known) => known === name.replace(/-replay$/, ""));
      const found = kind === undefined ? [] : check(subscription, kind, deployed, name);
      return found.map((finding) => `${name}: ${finding}`);
    });
}

function pushes(deployed: Deployed) {
  const pushed = (deployed.google_pubsub_subscription ?? []).filter(({ push_config }) => push_config.length > 0);
  return pushed.map((subscription) => ({ name: bare(subscription.name, deployed), subscription }));
}

function idOf(topic: string, deployed: Deployed): string | undefined {
  return deployed.google_pubsub_topic?.find(({ name }) => bare(name, deployed) === topic)?.id;
}

function differs(what: string, wanted: unknown, met: unknown): readonly string[] {
  return wanted === met ? [] : [`expected ${what} ${wanted}, got ${met}`];
}
