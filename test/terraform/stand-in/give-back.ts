import { isDeepStrictEqual } from "node:util";
import { isList, isObject, type Value } from "./value.ts";

type Values = Readonly<Record<string, Value>>;

/** What Google gives back of a resource when it is read: what proto JSON leaves out is left out, and lists have the API's order. */
export function giveBack(type: string, state: Value): Value {
  if (!isObject(state)) return state;
  if (type === "google_monitoring_dashboard")
    return { ...state, dashboard_json: withoutDefaults(state.dashboard_json) };
  if (type === "google_billing_budget")
    return {
      ...state,
      threshold_rules: inOrder(state.threshold_rules),
      all_updates_rule: withoutEmpty(state.all_updates_rule),
    };
  return state;
}

/** The provider compares a dashboard's members, and knows no defaults. */
function withoutDefaults(json: Value | undefined): Value {
  if (typeof json !== "string" || !json.startsWith("{")) return json ?? null;
  const written: unknown = JSON.parse(json);
  const kept: unknown = JSON.parse(json, (_, value) => (isDefault(value) ? undefined : value));
  return isDeepStrictEqual(written, kept) ? json : JSON.stringify(kept);
}

function isDefault(value: unknown): boolean {
  return value === 0 || value === "" || value === false || (Array.isArray(value) && value.length === 0);
}

/** A rule that tells nobody, of which nothing but defaults would be left. */
function withoutEmpty(rules: Value | undefined): Value {
  if (!isList(rules ?? null)) return rules ?? null;
  return (rules as readonly Values[]).filter(
    ({ monitoring_notification_channels: channels, pubsub_topic: topic }) =>
      (isList(channels ?? null) && (channels as readonly Value[]).length > 0) || Boolean(topic),
  );
}

/** @see https://github.com/hashicorp/terraform-provider-google/issues/8444 */
function inOrder(rules: Value | undefined): Value {
  if (!isList(rules ?? null)) return rules ?? null;
  return (rules as readonly Values[]).toSorted(
    (a, b) =>
      String(a.spend_basis).localeCompare(String(b.spend_basis)) ||
      Number(a.threshold_percent) - Number(b.threshold_percent),
  );
}
