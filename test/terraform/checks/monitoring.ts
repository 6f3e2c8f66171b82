import { IS_WHOLE, logFields, logWords, parkedReasons } from "./code.ts";
import type { Deployed, DeploymentCheck } from "./deployed.ts";

/** Words that code will log once all functions are written. */
const AWAITED = IS_WHOLE ? [] : ["fell_back", "act_refused"];

const USER_METRIC = /logging\.googleapis\.com\/user\/([\w/-]+)/g;

/** What is counted, and who is woken for it. */
export const MONITORING: Readonly<Record<string, DeploymentCheck>> = {
  "a metric counts what code logs": ({ google_logging_metric: metrics = [] }) => {
    const logged = new Set([...logWords(), ...AWAITED]);
    return metrics.flatMap(({ name, filter }) => {
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
    texts(deployed).flatMap(({ where, text, by }) =>
      [...text.matchAll(USER_METRIC)].flatMap(([, name = ""]) => {
        const metric = deployed.google_logging_metric?.find((known) => known.name === name);
        if (metric === undefined) return [`${where} reads ${name}`];
        const used = [...text.matchAll(/metric\.labels\.(\w+)/g), ...by.join().matchAll(/metric\.label\.(\w+)/g)];
        const unknown = used.map(([, label = ""]) => label).filter((label) => !(label in metric.label_extractors));
        return unknown.map((label) => `${where} reads ${label} of ${name}`);
      }),
    ),

  "filters name what is deployed": (deployed) => {
    const prefix = `${deployed.google_firestore_database?.[0]?.name}-`;
    const { google_cloudfunctions2_function: functions = [], google_pubsub_topic: topics = [] } = deployed;
    const { google_pubsub_subscription: subscriptions = [], google_cloud_tasks_queue: queues = [] } = deployed;
    const named = [...functions, ...topics, ...subscriptions, ...queues].map(({ name }) => name);
    return texts(deployed).flatMap(({ where, text }) =>
      quoted(text)
        .filter((name) => name.startsWith(prefix) && name !== prefix && !named.includes(name))
        .map((name) => `${where} names ${name}`),
    );
  },

  "somebody is woken for everything that waits for a person": (deployed) => {
    const read = alerts(deployed).filter(({ text }) => text.includes("num_undelivered_messages"));
    const waiting = (deployed.google_pubsub_subscription ?? []).filter(({ push_config }) => push_config.length === 0);
    return waiting.map(({ name }) => name).filter((name) => !read.some(({ text }) => quoted(text).includes(name)));
  },

  "whoever is woken reads what each reason of a parked webhook asks for": (deployed) => {
    const runbooks = (deployed.google_monitoring_alert_policy ?? []).map(({ documentation: [one] }) => one?.content);
    const named = runbooks.join("\n");
    const reasons = parkedReasons();
    return reasons.length === 0 ? ["no reasons"] : reasons.filter((reason) => !named.includes(`\`${reason}\``));
  },

  "an alert says what to do, to everyone who is told": (deployed) => {
    const { google_monitoring_alert_policy: policies = [], google_monitoring_notification_channel: told = [] } =
      deployed;
    return policies
      .filter(({ documentation: [runbook], notification_channels: channels }) => {
        return (runbook?.content ?? "").length < LEAST_RUNBOOK_LENGTH || (channels ?? []).length < told.length;
      })
      .map(({ display_name }) => display_name);
  },
};

/** One sentence that says where to look. */
const LEAST_RUNBOOK_LENGTH = 100;

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

function alerts({ google_monitoring_alert_policy: policies = [] }: Deployed): readonly Text[] {
  return policies.flatMap(({ display_name: where, conditions }) =>
    conditions.flatMap(({ condition_threshold: thresholds }) =>
      thresholds.map(({ filter: text, aggregations: [how] }) => ({ where, text, by: how?.group_by_fields ?? [] })),
    ),
  );
}

function charts(json: string): readonly Text[] {
  const dashboard: { readonly mosaicLayout: { readonly tiles: readonly Tile[] } } = JSON.parse(json);
  return dashboard.mosaicLayout.tiles.flatMap(({ widget: { title: where, xyChart } }) =>
    xyChart.dataSets.map(({ timeSeriesQuery: { timeSeriesFilter } }) => {
      return { where, text: timeSeriesFilter.filter, by: timeSeriesFilter.aggregation.groupByFields };
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
            readonly aggregation: { readonly groupByFields: readonly string[] };
          };
        };
      }[];
    };
  };
}

function quoted(text: string): readonly string[] {
  return [...text.matchAll(/"([^"]+)"/g)].map(([, word = ""]) => word);
}
