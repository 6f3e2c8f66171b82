import type { Deployed, DeploymentCheck } from "./deployed.ts";

/** What users may expect, and who hears that it is used up. */
export const OBJECTIVES: Readonly<Record<string, DeploymentCheck>> = {
  "an objective counts what is deployed": (deployed) => {
    const { google_cloudfunctions2_function: functions = [], google_pubsub_subscription: subscriptions = [] } =
      deployed;
    const known = [...functions, ...subscriptions].map(({ name }) => name);
    return objectives(deployed).flatMap(({ slo_id: id, filters }) => {
      const named = filters.flatMap((filter) =>
        [...filter.matchAll(/(?:service_name|subscription_id)="([^"]+)"/g)].map(([, name = ""]) => name),
      );
      const unknown = named.filter((name) => !known.includes(name));
      return named.length === 0 ? [`${id} counts everything`] : unknown.map((name) => `${id} counts ${name}`);
    });
  },

  "a budget that burns is told for each objective, over a long window and a short one": (deployed) => {
    const policies = (deployed.google_monitoring_alert_policy ?? []).filter(({ conditions: [first] }) =>
      first?.condition_threshold[0]?.filter.startsWith("select_slo_burn_rate("),
    );
    const odd = policies.filter(({ conditions, combiner }) => conditions.length !== 2 || combiner !== "AND");
    const text = JSON.stringify(policies);
    const untold = objectives(deployed).filter(({ name }) => !text.includes(name));
    return policies.length === 0
      ? []
      : [...odd.map(({ display_name }) => display_name), ...untold.map(({ slo_id: id }) => `nobody is told of ${id}`)];
  },
};

interface Objective {
  readonly slo_id: string;
  readonly name: string;
  readonly filters: readonly string[];
}

function objectives({ google_monitoring_slo: slos = [] }: Deployed): readonly Objective[] {
  return slos.map(({ slo_id, name, request_based_sli: [ratio], windows_based_sli: [windows] }) => {
    const { good_service_filter: good, bad_service_filter: bad } = ratio?.good_total_ratio[0] ?? {};
    const { time_series: series } = windows?.metric_mean_in_range[0] ?? {};
    return { slo_id, name, filters: [good, bad, series].filter((filter) => filter !== undefined) };
  });
}
