import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { type Agent, readAgents } from "../shared/base/agent.ts";
import { decodeText } from "../shared/base/decode-text.ts";
import { SettingsError } from "../shared/base/errors.ts";
import type { AgentId, Channel } from "../shared/base/ids.ts";
import { isObject, parseJson } from "../shared/base/json.ts";
import type { ReadSetting } from "../shared/bot/bot.ts";
import type { FallbackEndpoint } from "../shared/fallback/http-fallback.ts";
import type { Credentials } from "../shared/google/http/access-token.ts";
import type { TimerQueue } from "../shared/google/tasks/task.ts";
import { type KeyRing, readKeyRing } from "../shared/webhook/key-ring.ts";

const TOKENS_FILE = "CLIENT_TOKENS_FILE";
/** Google repeats a webhook for 7 days, and a topic keeps it for at most 31 more. */
export const MIN_HISTORY_DAYS = 38;
const DEFAULT_HISTORY_DAYS = 90;
const TASK_QUEUE = /^projects\/[^/\s]+\/locations\/[^/\s]+\/queues\/[A-Za-z0-9-]{1,100}$/;
const SERVICE_ACCOUNT = /^[^@\s/]+@[^@\s/]+\.gserviceaccount\.com$/;

/** The environment of a process, as it came. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Where topics and history are. */
export interface StorageSettings {
  readonly project: string;
  readonly topicPrefix: string;
  readonly firestoreDatabase: string;
  /** How long a conversation is remembered after its last turn. */
  readonly historyDays: number;
  readonly pubsubEmulator: string | undefined;
  readonly firestoreEmulator: string | undefined;
}

/** The settings of every function. */
export interface Settings extends StorageSettings {
  readonly agents: readonly Agent[];
}

/** Base URLs to use instead of Google's own, and the account that calls them. */
export type ApiSettings = { readonly [channel in Channel]?: string | undefined } & {
  readonly credentials?: Credentials;
};

/** Where timers wait, and a base URL in place of Google's own. */
export type TimerSettings = TimerQueue & { readonly base: string | undefined };

/**
 * The settings of ingress alone: the tokens that webhooks are signed with, the agents that are ours, and the secret that names
 * conversations.
 */
export interface IngressConfig {
  readonly ring: KeyRing;
  readonly agents: ReadonlySet<AgentId>;
  readonly conversationKey: string;
}

/** Reads the settings. @throws SettingsError naming the first one to fix. */
export function readSettings(env: Environment): Settings {
  const { project, ...storage } = readStorage(env);
  return { project, agents: readAgents(env.AGENTS), ...storage };
}

/** Reads where topics and history are. @throws SettingsError naming the first one to fix. */
export function readStorage(env: Environment): StorageSettings {
  return {
    project: required(env, "GOOGLE_CLOUD_PROJECT", "the id of the project that holds the topics"),
    topicPrefix: optional(env, "TOPIC_PREFIX") ?? "heliograph",
    firestoreDatabase: optional(env, "FIRESTORE_DATABASE") ?? "(default)",
    historyDays: readHistoryDays(env),
    pubsubEmulator: optional(env, "PUBSUB_EMULATOR_HOST"),
    firestoreEmulator: optional(env, "FIRESTORE_EMULATOR_HOST"),
  };
}

/** @throws SettingsError when a fact would be forgotten while Google or a replay may still repeat it. */
function readHistoryDays(env: Environment): number {
  const days = Number(optional(env, "HISTORY_DAYS") ?? DEFAULT_HISTORY_DAYS);
  if (Number.isInteger(days) && days >= MIN_HISTORY_DAYS) return days;
  throw new SettingsError(`Cannot read HISTORY_DAYS: expected a whole number, ${MIN_HISTORY_DAYS} or more`);
}

/** Reads the secret that names conversations. @throws SettingsError when it is missing. */
export function readConversationKey(env: Environment): string {
  return required(env, "CONVERSATION_KEY", "a long random secret that never changes");
}

/** Reads where Google's APIs are and which account calls them. @throws SettingsError naming the one to fix. */
export function readApis(env: Environment): ApiSettings {
  return {
    rcs: optional(env, "RCS_API"),
    "business-messages": optional(env, "BUSINESS_MESSAGES_API"),
    credentials: readCredentials(env),
  };
}

/** Reads the bucket that users' files are copied to; `undefined` leaves them where Google has them. */
export function readMediaBucket(env: Environment): string | undefined {
  return optional(env, "MEDIA_BUCKET");
}

/**
 * Reads where timers wait; `undefined` is with the Pub/Sub emulator, beside which there is nothing else.
 * @throws SettingsError when nothing says where.
 */
export function readTimerQueue(env: Environment): TimerSettings | undefined {
  const isEmulated = optional(env, "PUBSUB_EMULATOR_HOST") !== undefined;
  if (isEmulated && optional(env, "TIMER_QUEUE") === undefined) return undefined;
  const queue = required(env, "TIMER_QUEUE", "projects/P/locations/R/queues/Q, where timers wait");
  if (!TASK_QUEUE.test(queue))
    throw new SettingsError("Cannot read TIMER_QUEUE: expected projects/P/locations/R/queues/Q");
  const account = required(env, "TIMER_ACCOUNT", "the service account that publishes due timers");
  return { queue, account, base: optional(env, "CLOUD_TASKS_API") };
}

/** Beside each instance of Cloud Run, by the address that Google's own libraries use. */
const METADATA_SERVER = "169.254.169.254";

/**
 * Reads where the metadata server is, which gives the function tokens of its own account; `undefined` leaves it to Google's library,
 * which finds other credentials.
 * @see https://cloud.google.com/run/docs/container-contract#env-vars
 */
export function readMetadataServer(env: Environment): string | undefined {
  if (optional(env, "GOOGLE_APPLICATION_CREDENTIALS") !== undefined) return undefined;
  return optional(env, "GCE_METADATA_HOST") ?? (optional(env, "K_SERVICE") && METADATA_SERVER);
}

/**
 * Reads where messages go that RCS cannot deliver.
 * @throws SettingsError when the URL has no key or is neither https nor loopback.
 */
export function readFallback(env: Environment): FallbackEndpoint | undefined {
  const url = optional(env, "FALLBACK_URL");
  if (url === undefined) return undefined;
  return { url, key: required(env, "FALLBACK_KEY", "the secret that signs what is sent to FALLBACK_URL") };
}

/**
 * Reads which account calls Google's APIs. The key itself is read for each new client, because it may be rotated.
 * @throws SettingsError when the file is not a key, or the account is not the e-mail address of a service account.
 */
function readCredentials(env: Environment): Credentials {
  const file = optional(env, "API_CREDENTIALS_FILE");
  const impersonate = optional(env, "API_IMPERSONATE");
  const key = file === undefined ? undefined : parseJson(readFileNow(file, "API_CREDENTIALS_FILE"));
  if (file !== undefined && !(isObject(key) && key.type === "service_account")) {
    throw new SettingsError("Cannot read API_CREDENTIALS_FILE: expected a service account's key in JSON");
  }
  if (impersonate !== undefined && !SERVICE_ACCOUNT.test(impersonate)) {
    throw new SettingsError("Cannot read API_IMPERSONATE: expected name@project.iam.gserviceaccount.com");
  }
  return { file, impersonate };
}

/** Reads the settings of ingress alone: two secrets. @throws SettingsError naming the one to fix. */
export function readIngressConfig(env: Environment, agents: readonly Agent[]): IngressConfig {
  return {
    ring: readTokens(env, agents),
    agents: new Set(agents.map(({ agent }) => agent)),
    conversationKey: readConversationKey(env),
  };
}

/**
 * Reads the client tokens from CLIENT_TOKENS or from the file CLIENT_TOKENS_FILE.
 * @throws SettingsError when both or neither is set, when the file cannot be read, or when the ring is unusable.
 */
function readTokens(env: Environment, agents: readonly Agent[]): KeyRing {
  const text = optional(env, "CLIENT_TOKENS");
  const file = optional(env, TOKENS_FILE);
  const ids = agents.map(({ agent }) => agent);
  if (text !== undefined && file === undefined) return readKeyRing(text, ids, "CLIENT_TOKENS");
  if (text === undefined && file !== undefined) return readKeyRing(readFileNow(file, TOKENS_FILE), ids, TOKENS_FILE);
  const met = text === undefined ? "neither" : "both";
  throw new SettingsError(`Cannot choose the client tokens: expected CLIENT_TOKENS or ${TOKENS_FILE}, got ${met}`);
}

/**
 * A function that reads the file of client tokens again, as text; `undefined` where they are in CLIENT_TOKENS, which never
 * changes.
 */
export function tokenReader(env: Environment): (() => Promise<string>) | undefined {
  const file = optional(env, TOKENS_FILE);
  return file === undefined
    ? undefined
    : () => readFile(file).then(decodeText, (cause: unknown) => refuseFile(TOKENS_FILE, cause));
}

function readFileNow(file: string, setting: string): string {
  try {
    return decodeText(readFileSync(file));
  } catch (cause) {
    return refuseFile(setting, cause);
  }
}

function refuseFile(setting: string, cause: unknown): never {
  throw new SettingsError(`Cannot read ${setting}: the file cannot be opened`, { cause });
}

/** Reads the bot's own settings, which no function knows. */
export function settingReader(env: Environment): ReadSetting {
  return (name) => optional(env, name);
}

function required(env: Environment, name: string, meaning: string): string {
  const value = optional(env, name);
  if (value === undefined) throw new SettingsError(`Cannot start without ${name}: expected ${meaning}`);
  return value;
}

/** A secret store or a shell may have added white space at the ends. */
function optional(env: Environment, name: string): string | undefined {
  return env[name]?.trim() || undefined;
}
