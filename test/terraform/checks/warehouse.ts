import type { DeploymentCheck } from "./deployed.ts";

/** What leaves the deployment's own logs, and to where. */
export const WAREHOUSE: Readonly<Record<string, DeploymentCheck>> = {
  "the warehouse gets what our own code logs, and no request with its address": (deployed) => {
    const { google_logging_project_sink: sinks = [], google_cloudfunctions2_function: functions = [] } = deployed;
    return sinks.flatMap(({ name, filter }) => {
      const missing = functions.map((one) => one.name).filter((one) => !filter.includes(`"${one}"`));
      const isOurs =
        filter.startsWith('resource.type="cloud_run_revision"') && filter.endsWith(" AND jsonPayload.event:*");
      return [...missing.map((one) => `${name} lacks ${one}`), ...(isOurs ? [] : [`${name} takes ${filter}`])];
    });
  },

  "BigQuery reads the warehouse, and what it keeps itself has partitions": ({
    google_logging_project_bucket_config: buckets = [],
    google_logging_project_sink: sinks = [],
  }) => {
    const closed = buckets.filter((bucket) => bucket.enable_analytics !== true).map(({ bucket_id }) => bucket_id);
    const whole = sinks.filter(
      ({ destination, bigquery_options: [options] }) =>
        destination?.startsWith("bigquery.") === true && options?.use_partitioned_tables !== true,
    );
    return [...closed, ...whole.map(({ name }) => name)];
  },
};
