import { PermanentError } from "../../base/errors.ts";
import { isObject, type Json, member } from "../../base/json.ts";
import type { MonitoringFilter } from "../../ports/cloud-project.ts";
import type { Rest } from "./rest.ts";

const MINUTE_MS = 60_000;

/** Every filter of our metrics of logs and our alerts, tried over the last minute: of an unknown metric, Monitoring says so. */
export async function readFilters(
  rest: Rest,
  { project, prefix, now }: { readonly project: string; readonly prefix: string; readonly now: () => Date },
): Promise<readonly MonitoringFilter[]> {
  const metrics = await listed(
    rest,
    { api: "logging", path: `/v2/projects/${project}/metrics?pageSize=1000` },
    "metrics",
  );
  const policies = await listed(
    rest,
    { api: "monitoring", path: `/v3/projects/${project}/alertPolicies?pageSize=1000` },
    "alertPolicies",
  );
  const found: MonitoringFilter[] = [];
  for (const { name, filter } of metrics.filter((one) => String(one.name).startsWith(`${prefix}/`))) {
    const query = { resourceNames: [`projects/${project}`], filter: String(filter), pageSize: 1 };
    const isRead = await isTaken(() => rest.ask("logging", "/v2/entries:list", query));
    found.push({ of: "metric", name: String(name), isRead });
  }
  for (const { name, filter } of policies.flatMap((policy) => conditionsOf(policy, prefix))) {
    const interval = { "interval.endTime": now().toISOString(), pageSize: "1" };
    const start = new Date(now().getTime() - MINUTE_MS).toISOString();
    const query = new URLSearchParams({ filter, "interval.startTime": start, ...interval });
    const isRead = await isTaken(() => rest.ask("monitoring", `/v3/projects/${project}/timeSeries?${query}`));
    found.push({ of: "alert", name, isRead });
  }
  return found;
}

async function listed(
  rest: Rest,
  { api, path }: { readonly api: string; readonly path: string },
  items: string,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const json: Json | undefined = await rest.ask(api, path);
  const all = json === undefined ? [] : member(json, items).value;
  return (Array.isArray(all) ? all : []).filter(isObject);
}

function conditionsOf(
  { displayName, conditions }: Readonly<Record<string, unknown>>,
  prefix: string,
): readonly { readonly name: string; readonly filter: string }[] {
  if (!String(displayName).startsWith(`${prefix}: `) || !Array.isArray(conditions)) return [];
  return conditions.filter(isObject).flatMap(({ displayName: name, conditionThreshold, conditionAbsent }) => {
    const watched = conditionThreshold ?? conditionAbsent;
    return isObject(watched) ? [{ name: String(name), filter: String(watched.filter) }] : [];
  });
}

async function isTaken(ask: () => Promise<Json | undefined>): Promise<boolean> {
  try {
    return (await ask()) !== undefined;
  } catch (error) {
    if (error instanceof PermanentError) return false;
    throw error;
  }
}
