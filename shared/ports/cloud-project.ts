import type { Topic } from "./topic.ts";

/**
 * A project on Google Cloud, as whoever may look at it sees it. Nothing is changed.
 * @throws UnauthorisedError that names the right that is missing; TransientError.
 */
export interface CloudProject {
  /** `undefined` when there is no such project, or none that may be seen. */
  number(): Promise<string | undefined>;
  isBilled(): Promise<boolean>;
  /** Such as `pubsub.googleapis.com`. */
  enabledApis(): Promise<ReadonlySet<string>>;
  /** What the organisation's policy lets pass of a constraint: everything when there is none. */
  policy(constraint: string): Promise<OrganisationPolicy>;
  /** `undefined` when there is no such function. */
  function(name: CloudFunctionName): Promise<CloudFunction | undefined>;
  /** Who has a role on something. */
  membersOf(place: GrantPlace, role: string): Promise<readonly string[]>;
  timerQueue(): Promise<"running" | "paused" | "disabled" | "unknown" | undefined>;
  /** The newest version of a secret; `undefined` when it has none. */
  readSecret(name: CloudSecretName): Promise<string | undefined>;
  hasSecret(name: CloudSecretName): Promise<boolean>;
  /** `undefined` when there is no such database. */
  database(): Promise<DatabaseState | undefined>;
  /** Every filter of our metrics and alerts. */
  filters(): Promise<readonly MonitoringFilter[]>;
}

/** The functions, without the deployment's prefix. */
export type CloudFunctionName = "ingress" | "messages" | "events" | "receipts" | "outbound";

/** The secrets that every deployment has, without its prefix. */
type CloudSecretName = "client-tokens" | "conversation-key";

/** A function as it was deployed last. */
export interface CloudFunction {
  /** In Google's word, such as `ACTIVE`. */
  readonly state: string;
  readonly url: string;
  /** The id of its build. */
  readonly build: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** What rights are granted on. */
export type GrantPlace =
  | { readonly type: "project" }
  | { readonly type: "topic" | "subscription"; readonly topic: Topic }
  | { readonly type: "function"; readonly name: CloudFunctionName };

/** A policy of the organisation, as it counts for the project. */
export interface OrganisationPolicy {
  readonly restricts: boolean;
  readonly allowed: readonly string[];
}

/** The Firestore database of history. */
export interface DatabaseState {
  readonly isProtected: boolean;
  /** The collections whose documents are deleted when they expire, and those for which that is being set up. */
  readonly expiring: readonly string[];
  readonly pending: readonly string[];
}

/** What a metric of logs or an alert looks for. */
export interface MonitoringFilter {
  readonly of: "metric" | "alert";
  readonly name: string;
  /** False when Google cannot evaluate it: there is no such metric yet, or it is written wrongly. */
  readonly isRead: boolean;
}
