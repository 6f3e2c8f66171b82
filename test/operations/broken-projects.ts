import type { Break, BrokenRow } from "../support/doctor-bench.ts";
import type { ProjectAnswers } from "../support/healthy-project.ts";
import {
  callersPath,
  functionPath,
  PROJECT,
  queuePath,
  subscriptionPath,
  topicPath,
} from "../support/healthy-project.ts";

const change = (answers: ProjectAnswers, path: string, more: object | undefined) =>
  answers.set(path, more && { ...(answers.get(path) as object), ...more });

const answer =
  (path: string, more: object | undefined): Break =>
  ({ answers }) =>
    change(answers, path, more);

/** What somebody has changed in the project by hand. */
export const BROKEN_PROJECTS: readonly BrokenRow[] = [
  [
    "a subscription without a push endpoint",
    answer(subscriptionPath("message"), { pushConfig: {} }),
    /subscription message has no push endpoint, which pauses it/,
    /terraform apply/,
  ],
  [
    "a subscription that is cut off",
    answer(subscriptionPath("event"), { detached: true }),
    /subscription event is cut off/,
    /terraform apply/,
  ],
  [
    "a subscription that is gone",
    answer(subscriptionPath("receipt"), undefined),
    /no subscription heliograph-receipt/,
    /terraform apply/,
  ],
  [
    "a subscription that retries at once",
    answer(subscriptionPath("outbound"), { retryPolicy: undefined }),
    /outbound repeats what failed at once/,
    /terraform apply/,
  ],
  [
    "a subscription without dead letters",
    answer(subscriptionPath("message"), { deadLetterPolicy: undefined }),
    /message makes no dead letters/,
    /terraform apply/,
  ],
  [
    "a subscription that forgets early",
    answer(subscriptionPath("deadline"), { messageRetentionDuration: "600s" }),
    /deadline keeps what waits for/,
    /terraform apply/,
  ],
  [
    "a subscription that expires",
    answer(subscriptionPath("event"), { expirationPolicy: { ttl: "2678400s" } }),
    /event is deleted by itself/,
    /terraform apply/,
  ],
  [
    "dead letters that nobody keeps",
    answer(subscriptionPath("message-dead"), undefined),
    /no subscription heliograph-message-dead: .*lost/,
    /terraform apply/,
  ],
  [
    "a topic that keeps too little",
    answer(topicPath("message"), { messageRetentionDuration: "86400s" }),
    /topic message keeps .* 1 days, not 7/,
    /terraform apply/,
  ],
  [
    "a right on dead letters that is missing",
    answer(`${topicPath("event-dead")}:getIamPolicy`, { bindings: [] }),
    /lacks roles\/pubsub.publisher on heliograph-event-dead/,
    /terraform apply/,
  ],
  [
    "a function that Pub/Sub may not call",
    answer(callersPath("messages"), { bindings: [] }),
    /may not call heliograph-messages/,
    /terraform apply/,
  ],
  [
    "a function that anybody may call",
    answer(callersPath("outbound"), { bindings: [{ role: "roles/run.invoker", members: ["allUsers"] }] }),
    /anybody may call heliograph-outbound/,
    /take allUsers away/,
  ],
  [
    "a function that is not built",
    answer(functionPath("events"), { state: "FAILED" }),
    /heliograph-events is FAILED/,
    /builds log b1/,
  ],
  [
    "functions in another region",
    answer(functionPath("ingress"), undefined),
    /heliograph-ingress is not there/,
    /--region/,
  ],
  [
    "a queue of timers that is paused",
    answer(queuePath, { state: "PAUSED" }),
    /timers is paused: no timer comes/,
    /queues resume/,
  ],
  [
    "an API that is not enabled",
    answer(`serviceusage/v1/projects/${PROJECT}/services`, { services: [] }),
    /pubsub.googleapis.com is not enabled/,
    /terraform apply/,
  ],
  [
    "a database that forgets nothing",
    answer(`firestore/v1/projects/${PROJECT}/databases/heliograph/collectionGroups/__default__/fields`, { fields: [] }),
    /conversations are not forgotten/,
    /terraform apply/,
  ],
];
