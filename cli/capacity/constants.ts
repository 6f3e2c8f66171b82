// What capacity and cost are computed from. Each figure has its source: a test, `npm run bench`, or a page of Google.

/** The functions that are deployed. */
export const FUNCTION_NAMES = ["ingress", "messages", "receipts", "events", "outbound"] as const;

/** The name of one. */
export type PlannedFunction = (typeof FUNCTION_NAMES)[number];

/** What a request to a function takes, and what Terraform gives the function: terraform/functions.tf. */
interface FunctionFigures {
  /** Milliseconds of one vCPU for a request to a warm instance: measured on a shared core of an AMD EPYC, 30 November 2026. */
  readonly cpuMs: number;
  /** How many requests an instance takes at once. */
  readonly concurrency: number;
  readonly maxInstances: number;
  readonly memoryGib: number;
}

const MIB_512 = { maxInstances: 10, memoryGib: 0.5 } as const;

export const FUNCTIONS: Readonly<Record<PlannedFunction, FunctionFigures>> = {
  ingress: { cpuMs: 0.5, concurrency: 80, maxInstances: 10, memoryGib: 0.25 },
  messages: { cpuMs: 4.5, concurrency: 40, ...MIB_512 },
  receipts: { cpuMs: 1.4, concurrency: 80, ...MIB_512 },
  events: { cpuMs: 2, concurrency: 40, ...MIB_512 },
  outbound: { cpuMs: 3, concurrency: 40, ...MIB_512 },
};

/** A load to begin with: what is not said is so. Rates are a second. */
export const USUAL_LOAD = {
  messages: 1,
  outbound: 0,
  timers: 0,
  receipts: 2,
  messageBytes: 2000,
  turnSeconds: 0.3,
  historyDays: 90,
  meanPercent: 100,
} as const;

/** Bytes of a receipt and of a timer, as they are published. */
export const RECEIPT_BYTES = 1000;
export const TIMER_BYTES = 1000;

/** Seconds that a request lasts which calls nobody but Pub/Sub and Firestore. Cloud Run counts in steps of a tenth. */
export const SHORT_SECONDS = 0.1;

/** What each kind of fact does to history: test/shared/google/firestore/history-cost.google.test.ts counts it. TTL deletes what is old. */
export const HISTORY = {
  turn: { writes: 3, reads: 1, deletes: 1 },
  silentTurn: { writes: 2, reads: 1, deletes: 1 },
  receipt: { writes: 1, reads: 0, deletes: 0 },
} as const;

/** Of a conversation's own document in a turn: its state, and the end of the lease. */
export const CONVERSATION_WRITES = 2;

/** What a turn leaves in history, in bytes, with 200 characters each way, suggestions and receipts: a test measures the words' part. */
export const TURN_BYTES = 1500;

/** Calls to Google's API: READ, typing and the answer; a message of another system. */
export const API_CALLS = { answered: 3, outbound: 1 } as const;

/** Lines of the log. Cloud Run's own are sampled to one in a hundred where all went well: terraform/monitoring.tf. */
export const LOGS = { deliveryBytes: 700, requestBytes: 1500, requestsSampled: 0.01 } as const;

/** How many days topics keep what was published: terraform/pubsub.tf. */
export const RETENTION_DAYS = { message: 7, receipt: 1, outbound: 7, deadline: 7 } as const;

/** Cloud Run adds instances to stay below it. @see https://cloud.google.com/run/docs/about-instance-autoscaling */
export const UTILISATION = 0.6;

/** US dollars, list prices of a tier-1 region, without free tiers, looked up in November 2026. */
export const PRICES = {
  /** @see https://cloud.google.com/run/pricing */
  run: { million: 0.4, vcpuSecond: 0.000024, gibSecond: 0.0000025 },
  /** A request counts as 1 kB at least. @see https://cloud.google.com/pubsub/pricing */
  pubsub: { tib: 40, leastBytes: 1000, keptGibMonth: 0.27 },
  /** Of 100,000. Deletions and storage are from memory: check. @see https://cloud.google.com/firestore/pricing */
  firestore: { writes: 0.09, reads: 0.03, deletes: 0.01, gibMonth: 0.15 },
  /** An operation is a call or a try, of up to 32 kB. @see https://cloud.google.com/tasks/pricing */
  tasks: { million: 0.4 },
  /** @see https://cloud.google.com/stackdriver/pricing */
  logging: { gib: 0.5 },
} as const;

/** What Google allows. */
export const QUOTAS = {
  /** Pushed in a region, in bytes a second: 8.4 GB a minute in a large one. From memory of https://cloud.google.com/pubsub/quotas: check. */
  pushBytes: 140_000_000,
  /** Published with one ordering key, in bytes a second. @see https://cloud.google.com/pubsub/quotas */
  keyBytes: 1_000_000,
  /** Tasks that a queue hands out a second. @see https://cloud.google.com/tasks/docs/quotas */
  tasks: 500,
  /**
   * Firestore: operations a second to begin with, and how many more every five minutes; writes a second of one document that last.
   * @see https://cloud.google.com/firestore/docs/best-practices
   */
  firestore: { first: 500, growth: 1.5, everyMinutes: 5, documentWrites: 1 },
} as const;
