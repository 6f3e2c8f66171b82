/** What a plan deploys: the values of each resource, by the resource's type, as far as a check looks at them. */
export type Deployed = { readonly [T in keyof Types]?: readonly Types[T][] };

/** What is wrong, one line each; nothing is well. */
export type DeploymentCheck = (deployed: Deployed) => readonly string[];

interface Types {
  readonly google_cloud_tasks_queue: DeployedTaskQueue;
  readonly google_cloudfunctions2_function: DeployedFunction;
  readonly google_firestore_database: {
    readonly name: string;
    readonly project: string;
    readonly delete_protection_state: string;
    readonly deletion_policy: string;
  };
  readonly google_firestore_field: {
    readonly collection: string;
    readonly field: string;
    readonly ttl_config: readonly object[];
    readonly index_config: readonly {
      readonly indexes: readonly { readonly order: string | null; readonly query_scope: string | null }[];
    }[];
  };
  readonly google_logging_metric: Metric;
  readonly google_logging_project_bucket_config: {
    readonly bucket_id: string;
    readonly enable_analytics: boolean | null;
  };
  readonly google_logging_project_sink: {
    readonly name: string;
    readonly destination: string | null;
    readonly filter: string;
    readonly bigquery_options: readonly { readonly use_partitioned_tables: boolean }[];
  };
  readonly google_monitoring_alert_policy: AlertPolicy;
  readonly google_monitoring_notification_channel: { readonly display_name: string };
  readonly google_monitoring_uptime_check_config: {
    readonly http_check: readonly { readonly path: string; readonly use_ssl: boolean | null }[];
    readonly monitored_resource: readonly { readonly labels: Readonly<Record<string, string>> }[];
  };
  readonly google_compute_managed_ssl_certificate: {
    readonly managed: readonly { readonly domains: readonly string[] }[];
  };
  readonly google_monitoring_dashboard: { readonly dashboard_json: string };
  readonly google_monitoring_slo: DeployedObjective;
  readonly google_project_service: { readonly service: string; readonly disable_on_destroy: boolean };
  readonly google_pubsub_subscription: DeployedSubscription;
  readonly google_pubsub_topic: Topic;
  readonly google_secret_manager_secret: { readonly secret_id: string; readonly deletion_protection: boolean };
  readonly google_secret_manager_secret_version: {
    readonly secret: string;
    readonly secret_data: string | null;
    readonly deletion_policy: string;
  };
  readonly google_service_account: { readonly account_id: string };
  readonly google_storage_bucket: {
    readonly name: string;
    readonly public_access_prevention: string;
    readonly lifecycle_rule: readonly { readonly condition: readonly { readonly age: number | null }[] }[];
  };
}

interface DeployedTaskQueue {
  readonly name: string;
  readonly retry_config: readonly {
    readonly max_attempts: number;
    readonly max_retry_duration: string;
    readonly max_backoff: string;
  }[];
}

interface DeployedFunction {
  readonly name: string;
  readonly build_config: readonly {
    readonly entry_point: string;
    readonly runtime: string;
    readonly service_account: string;
    readonly source: readonly { readonly storage_source: readonly { readonly object: string }[] }[];
  }[];
  readonly service_config: readonly ServiceConfig[];
}

export interface ServiceConfig {
  readonly uri: string;
  readonly service: string;
  readonly service_account_email: string;
  readonly ingress_settings: string;
  readonly available_cpu: string;
  readonly available_memory: string;
  readonly max_instance_request_concurrency: number;
  readonly min_instance_count: number;
  readonly max_instance_count: number;
  readonly timeout_seconds: number;
  readonly environment_variables: Readonly<Record<string, string>>;
  readonly secret_environment_variables: readonly {
    readonly key: string;
    readonly secret: string;
    readonly version: string;
  }[];
  readonly secret_volumes: readonly {
    readonly mount_path: string;
    readonly secret: string;
    readonly versions: readonly { readonly path: string; readonly version: string }[];
  }[];
}

export interface DeployedSubscription {
  readonly name: string;
  readonly topic: string;
  readonly enable_message_ordering: boolean | null;
  readonly ack_deadline_seconds: number;
  readonly message_retention_duration: string;
  readonly expiration_policy: readonly { readonly ttl: string }[];
  readonly push_config: readonly {
    readonly push_endpoint: string;
    readonly oidc_token: readonly { readonly audience: string; readonly service_account_email: string }[];
  }[];
  readonly retry_policy: readonly { readonly minimum_backoff: string; readonly maximum_backoff: string }[];
  readonly dead_letter_policy: readonly {
    readonly dead_letter_topic: string;
    readonly max_delivery_attempts: number;
  }[];
}

interface Topic {
  readonly id: string;
  readonly name: string;
  readonly message_retention_duration: string | null;
  readonly message_storage_policy: readonly { readonly allowed_persistence_regions: readonly string[] }[];
}

interface Metric {
  readonly name: string;
  readonly filter: string;
  readonly label_extractors: Readonly<Record<string, string>>;
}

interface DeployedObjective {
  readonly name: string;
  readonly slo_id: string;
  readonly request_based_sli: readonly {
    readonly good_total_ratio: readonly { readonly good_service_filter: string; readonly bad_service_filter: string }[];
  }[];
  readonly windows_based_sli: readonly { readonly metric_mean_in_range: readonly { readonly time_series: string }[] }[];
}

interface AlertPolicy {
  readonly display_name: string;
  readonly combiner: string;
  readonly severity: string;
  readonly conditions: readonly {
    readonly condition_absent: readonly { readonly filter: string }[];
    readonly condition_matched_log: readonly {
      readonly filter: string;
      readonly label_extractors: Readonly<Record<string, string>> | null;
    }[];
    readonly condition_prometheus_query_language: readonly {
      readonly query: string;
      readonly disable_metric_validation: boolean | null;
    }[];
    readonly condition_threshold: readonly {
      readonly filter: string;
      readonly aggregations: readonly { readonly group_by_fields: readonly string[] | null }[];
    }[];
  }[];
  readonly documentation: readonly { readonly content: string }[];
  readonly notification_channels: readonly string[] | null;
}

/** Reads what `terraform show -json` says of a plan. */
export function readDeployed(json: string): Deployed {
  const { resource_changes: changes = [] }: { resource_changes?: readonly Changed[] } = JSON.parse(json);
  const deployed = changes.filter(({ change }) => change.after !== null);
  const types = Map.groupBy(deployed, ({ type }) => type);
  return JSON.parse(
    JSON.stringify(
      Object.fromEntries([...types].map(([type, list]) => [type, list.map(({ change }) => change.after)])),
    ),
  );
}

interface Changed {
  readonly type: string;
  readonly change: { readonly after: object | null };
}

/** The part of a name behind the deployment's prefix, which its database is named by. */
export function bare(name: string, { google_firestore_database: databases = [] }: Deployed): string {
  const prefix = `${databases[0]?.name}-`;
  return name.startsWith(prefix) ? name.slice(prefix.length) : name;
}

/** A function's settings by its name without the prefix. */
export function services(deployed: Deployed): ReadonlyMap<string, ServiceConfig> {
  const functions = deployed.google_cloudfunctions2_function ?? [];
  return new Map(
    functions.flatMap(({ name, service_config: [config] }) => (config ? [[bare(name, deployed), config]] : [])),
  );
}
