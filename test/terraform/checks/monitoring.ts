import { IS_WHOLE, logFields, logWords } from "./code.ts";
import type { Deployed, DeploymentCheck } from "./deployed.ts";

/** Words that code will log once all functions are written. */
const AWAITED = IS_WHOLE ? [] : ["fell_back", "act_refused"];

const USER_METRIC = /logging\.googleapis\.com\/user\/([\w/-]+)/g;

/** What is counted, and who is woken for it. */
export const MONITORING: Readonly<Record<string, DeploymentCheck>> = {
  "a metric counts what code logs": ({ google_logging_metric: metrics = [] }) => {
    const logged = new Set([...logWords(), ...AWAITED]);
    return metrics
      .filter(({ filter }) => !isOfRequests(filter))
      .flatMap(({ name, filter }) => {
        const [, words = ""] = /jsonPayload\.event=(\([^)]*\)|\S+)/.exec(filter) ?? [];
        const counted = quoted(words);
        const unknown = counted.filter((word) => !logged.has(word));
        return counted.length === 0 ? [`${name} counts every line`] : unknown.map((word) => `${name} counts ${word}`);
      });
  },

  "a metric's labels are members of a log line": ({ google_logging_metric: metrics = [] }) =>
    metrics.flatMap(({ name, label_extractors: labels }) =>
      Object.values(labels)
        .flatMap((source) => [...source.matchAll(/jsonPayload\.(\w+)/g)].map(([, field = ""]) => field))
        .filter((field) => !logFields().has(field))
        .map((field) => `${name} reads ${field}`),
    ),

  "alerts and charts read metrics that exist, by labels that they have": (deployed) =>
    [...texts(deployed).flatMap(readMetrics), ...queries(deployed).flatMap(readInPromQl)].flatMap(
      ({ where, name, labels }) => {
        const metric = deployed.google_logging_metric?.find((known) =>
          [known.name, promName(known.name)].includes(name),
        );
        if (metric === undefined) return [`${where} reads ${name}`];
        const unknown = labels.filter((label) => !(label in metric.label_extractors));
        return unknown.map((label) => `${where} reads ${label} of ${name}`);
      },
    ),

  "no alert asks for a metric that the same apply makes": (deployed) =>
    conditions(deployed).flatMap(({ where, condition }) => {
      const { condition_threshold: thresholds, condition_absent: absences } = condition;
      const validated = condition.condition_prometheus_query_language.filter(
        (query) => !query.disable_metric_validation,
      );
      const asked = [
        ...[...thresholds, ...absences].map(({ filter }) => filter),
        ...validated.map(({ query }) => query),
      ];
      return asked.filter((text) => /user[/_]/.test(text)).map((text) => `${where} asks for ${text}`);
    }),

  "a line that wakes somebody is one that code logs": (deployed) =>
    conditions(deployed).flatMap(({ where, condition: { condition_matched_log: lines } }) =>
      lines.flatMap(({ filter, label_extractors: labels }) => {
        const [, words = ""] = /jsonPayload\.event=(\([^)]*\)|\S+)/.exec(filter) ?? [];
        const fields = [...JSON.stringify(labels).matchAll(/jsonPayload\.(\w+)/g)].map(([, field = ""]) => field);
        const unknown = [
          ...quoted(words).filter((word) => !logWords().has(word)),
          ...fields.filter((field) => !logFields().has(field)),
        ];
        return words === "" ? [`${where} waits for every line`] : unknown.map((name) => `${where} waits for ${name}`);
      }),
    ),

  "filters name what is deployed": (deployed) => {
    const prefix = `${deployed.google_firestore_database?.[0]?.name}-`;
    const { google_cloudfunctions2_function: functions = [], google_pubsub_topic: topics = [] } = deployed;
    const { google_pubsub_subscription: subscriptions = [], google_cloud_tasks_queue: queues = [] } = deployed;
    const named = [...functions, ...topics, ...subscriptions, ...queues].map(({ name }) => name);
    return [...texts(deployed), ...queries(deployed)].flatMap(({ where, text }) =>
      quoted(text)
        .flatMap((name) => name.split("|"))
        .filter((name) => name.startsWith(prefix) && name !== prefix && !named.includes(name))
        .map((name) => `${where} names ${name}`),
    );
  },

  "somebody is woken for everything that waits for a person": (deployed) => {
    const read = alerts(deployed).filter(({ text }) => text.includes("num_undelivered_messages"));
    const waiting = (deployed.google_pubsub_subscription ?? []).filter(({ push_config }) => push_config.length === 0);
    return waiting.map(({ name }) => name).filter((name) => !read.some(({ text }) => quoted(text).includes(name)));
  },
};

/** Whether it counts the requests to one of our functions in Cloud Run's own log, whoever has answered them. */
function isOfRequests(filter: string): boolean {
  return /AND log_id\("run\.googleapis\.com\/requests"\) AND resource\.labels\.service_name="[\w-]+"(?: AND|$)/.test(
    filter,
  );
}

interface Text {
  readonly where: string;
  readonly text: string;
  readonly by: readonly string[];
}

/** The filters of alerts and charts. */
function texts(deployed: Deployed): readonly Text[] {
  const { google_monitoring_dashboard: dashboards = [] } = deployed;
  return [...alerts(deployed), ...dashboards.flatMap(({ dashboard_json }) => charts(dashboard_json))];
}

function alerts(deployed: Deployed): readonly Text[] {
  return conditions(deployed).flatMap(({ where, condition: { condition_threshold: thresholds } }) =>
    thresholds.map(({ filter: text, aggregations: [how] }) => ({ where, text, by: how?.group_by_fields ?? [] })),
  );
}

/** What alerts ask in PromQL. */
function queries(deployed: Deployed): readonly Text[] {
  return conditions(deployed).flatMap(({ where, condition: { condition_prometheus_query_language: asked } }) =>
    asked.map(({ query: text }) => ({ where, text, by: [...text.matchAll(/by \((\w+)\)/g)].map(([, by = ""]) => by) })),
  );
}

function conditions({ google_monitoring_alert_policy: policies = [] }: Deployed) {
  return policies.flatMap(({ display_name: where, conditions: of }) => of.map((condition) => ({ where, condition })));
}

interface MetricRead {
  readonly where: string;
  readonly name: string;
  readonly labels: readonly string[];
}

function readMetrics({ where, text, by }: Text): readonly MetricRead[] {
  const used = [...text.matchAll(/metric\.labels\.(\w+)/g), ...by.join().matchAll(/metric\.label\.(\w+)/g)];
  const labels = used.map(([, label = ""]) => label);
  return [...text.matchAll(USER_METRIC)].map(([, name = ""]) => ({ where, name, labels }));
}

function readInPromQl({ where, text, by }: Text): readonly MetricRead[] {
  return [...text.matchAll(/(logging_googleapis_com:\w+)\{([^}]*)\}/g)].map(([, name = "", matchers = ""]) => {
    const matched = [...matchers.matchAll(/(\w+)(?:=|!=|=~)"/g)].map(([, label = ""]) => label);
    return { where, name, labels: [...matched.filter((label) => label !== "monitored_resource"), ...by] };
  });
}

/** As PromQL names a metric that is made of logs. */
function promName(name: string): string {
  return `logging_googleapis_com:user_${name.replaceAll(/\W/g, "_")}`;
}

function charts(json: string): readonly Text[] {
  const dashboard: { readonly mosaicLayout: { readonly tiles: readonly Tile[] } } = JSON.parse(json);
  return dashboard.mosaicLayout.tiles.flatMap(({ widget: { title: where, xyChart } }) =>
    xyChart.dataSets.map(({ timeSeriesQuery: { timeSeriesFilter } }) => {
      return { where, text: timeSeriesFilter.filter, by: timeSeriesFilter.aggregation.groupByFields ?? [] };
    }),
  );
}

interface Tile {
  readonly widget: {
    readonly title: string;
    readonly xyChart: {
      readonly dataSets: readonly {
        readonly timeSeriesQuery: {
          readonly timeSeriesFilter: {
            readonly filter: string;
            readonly aggregation: { readonly groupByFields?: readonly string[] };
          };
        };
      }[];
    };
  };
}

function quoted(text: string): readonly string[] {
  return [...text.matchAll(/"([^"]+)"/g)].map(([, word = ""]) => word);
}
