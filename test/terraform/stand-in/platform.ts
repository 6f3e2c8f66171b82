import type { TerraformClock } from "./clock.ts";
import { isList, isObject, type Value } from "./value.ts";

/** A change that Terraform is about to make. */
export interface PlannedChange {
  readonly type: string;
  readonly action: "create" | "update" | "delete";
  readonly value: Value;
}

/** Why Google does not make a change. */
export interface Refusal {
  readonly why: string;
  /** Whether what failed is there nevertheless: Terraform makes it anew. */
  readonly isMade?: true;
}

/** What Google's APIs refuse, or undefined where they take it. */
export type GoogleApis = (change: PlannedChange) => Promise<Refusal | undefined>;

/** Rights take a minute to arrive everywhere. */
const RIGHTS_MS = 60_000;

/** Until Monitoring knows a new metric that is made of logs. */
const METRIC_MS = 600_000;

/** How long one change of a database's fields is under way; another one beside it is refused. */
const FIELD_MS = 10;

interface Made {
  readonly clock: TerraformClock;
  readonly grants: { readonly account: string; readonly at: number }[];
  /** When each metric was made. */
  readonly metrics: Map<string, number>;
  /** Databases of which a field is changed at the moment. */
  readonly changing: Set<string>;
}

type Values = Readonly<Record<string, Value>>;

/** The part of Google that an apply meets: what was made a moment ago is not there yet everywhere. */
export function openPlatform(clock: TerraformClock): GoogleApis {
  const made: Made = { clock, grants: [], metrics: new Map(), changing: new Set() };
  return async ({ type, action, value }) => {
    if (!isObject(value)) return undefined;
    if (action === "delete") return refuseDeletion(type, value);
    if (type.endsWith("_iam_member")) return keepGrant(value, made);
    return RULES[type]?.(value, made, action);
  };
}

/** As the provider does, when the resource's own turn comes. */
function refuseDeletion(type: string, value: Values): Refusal | undefined {
  const isKept = value.deletion_policy === "PREVENT" || value.deletion_protection === true;
  return isKept ? { why: `Cannot destroy ${type}: its protection is on` } : undefined;
}

type Rule = (
  value: Values,
  made: Made,
  action: PlannedChange["action"],
) => Refusal | undefined | Promise<Refusal | undefined>;

const RULES: Readonly<Record<string, Rule>> = {
  google_cloudfunctions2_function: refuseBuild,
  google_firestore_field: changeField,
  google_logging_metric: keepMetric,
  google_monitoring_alert_policy: refuseUnknownMetric,
};

function keepGrant({ member }: Values, { grants, clock }: Made): undefined {
  grants.push({ account: accountOf(member), at: clock.now() });
}

function keepMetric({ name }: Values, { metrics, clock }: Made, action: PlannedChange["action"]): undefined {
  if (action === "create") metrics.set(String(name), clock.now());
}

/** A first build asks for its account's rights, and does not ask twice. */
function refuseBuild(
  { build_config: builds }: Values,
  made: Made,
  action: PlannedChange["action"],
): Refusal | undefined {
  const [build] = isList(builds ?? null) ? (builds as readonly Values[]) : [];
  const account = accountOf(build?.service_account);
  const isEarly = made.grants.some((grant) => grant.account === account && made.clock.now() - grant.at < RIGHTS_MS);
  if (action !== "create" || !isEarly) return undefined;
  return { why: `Error 403: build failed: ${account} has not yet the rights that it was granted`, isMade: true };
}

/** By the account's name, which its e-mail address, its id and our words for them end with. */
function accountOf(member: Value | undefined): string {
  return String(member).replace(/^.*[#/:]/, "");
}

/** A metric that is made of logs, as filters and as PromQL name it. */
const USER_METRIC = /logging(?:\.googleapis\.com\/user\/|_googleapis_com:user_)([\w/-]+)/g;

/** Conditions on a metric are checked against what Monitoring knows, unless PromQL says that they need not be. */
function refuseUnknownMetric(policy: Values, { metrics, clock }: Made): Refusal | undefined {
  const checked = JSON.stringify(policy.conditions, (key, value) =>
    key === "condition_matched_log" || value?.disable_metric_validation === true ? undefined : value,
  );
  const known = [...metrics].filter(([, at]) => clock.now() - at >= METRIC_MS).map(([name]) => toPromName(name));
  const read = [...checked.matchAll(USER_METRIC)].map(([, name = ""]) => name);
  const missing = read.find((name) => !known.includes(toPromName(name)));
  if (missing === undefined) return undefined;
  return { why: `Error 404: Cannot find metric that matches type = "logging.googleapis.com/user/${missing}"` };
}

/** PromQL has letters, digits and underscores only. */
function toPromName(name: string): string {
  return name.replaceAll(/\W/g, "_");
}

async function changeField({ database }: Values, { changing }: Made): Promise<Refusal | undefined> {
  const name = String(database);
  if (changing.has(name)) return { why: `Error 409: another change of fields of ${name} is under way` };
  changing.add(name);
  await new Promise((done) => setTimeout(done, FIELD_MS));
  changing.delete(name);
  return undefined;
}
