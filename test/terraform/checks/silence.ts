import { fieldOf, type LogEntry, type LogFilter, readLogFilter } from "../../support/log-filter.ts";
import { type Deployed, type DeploymentCheck, services } from "./deployed.ts";

type Service = NonNullable<LogEntry["resource"]>;

/** What is counted of anybody who knows the URL. */
const STRANGERS = /webhook_refused|request_logged|request_turned_away|uptime_check/;

/** Cloud Run says why it has answered itself. */
const WHY = "The request was aborted because there was no available instance.";

/** What Cloud Run answers in place of an instance: nobody may call it, all are busy, none starts. */
const TURNED_AWAY = [403, 429, 500, 503];

/** What shows where no function of ours can say anything. */
export const SILENCE: Readonly<Record<string, DeploymentCheck>> = {
  "a function that does not start wakes somebody, whoever says so": (deployed) => {
    const filters = lineFilters(deployed);
    return [...services(deployed).keys()].flatMap((name) =>
      notStarted(serviceOf(deployed, name))
        .filter((entry) => !filters.some((matches) => matches(entry)))
        .map((entry) => `${name}: ${JSON.stringify(entry.jsonPayload ?? entry.textPayload)}`),
    );
  },

  "each request to ingress that Cloud Run turns away is counted by its status, for an alert": (deployed) => {
    const { google_logging_metric: metrics = [], google_monitoring_alert_policy: policies = [] } = deployed;
    const queries = JSON.stringify(policies.map(({ conditions }) => conditions));
    return TURNED_AWAY.filter((status) => {
      const entry = requestOf(serviceOf(deployed, "ingress"), status);
      // What ingress answers itself has no reason beside its status.
      const { textPayload: _, ...own } = entry;
      const counting = metrics.filter(({ filter }) => {
        const matches = readLogFilter(filter);
        return matches(entry) && !matches(own);
      });
      return !counting.some(({ name, label_extractors: labels }) => {
        const field = /^EXTRACT\((.+)\)$/.exec(labels.status ?? "")?.[1];
        return fieldOf(entry, field ?? "") === status && queries.includes(name.replaceAll(/\W/g, "_"));
      });
    }).map((status) => `${status} is not counted`);
  },

  "no alert takes any request for a sign of life": (deployed) =>
    (deployed.google_monitoring_alert_policy ?? [])
      .filter(({ conditions }) => conditions.some(({ condition_absent: absences }) => absences.length > 0))
      .map(({ display_name }) => display_name),

  "a probe asks ingress for its health, where ingress can be reached": (deployed) => {
    const { google_monitoring_uptime_check_config: probes = [] } = deployed;
    const domains = (deployed.google_compute_managed_ssl_certificate ?? []).flatMap(({ managed }) =>
      managed.flatMap((one) => one.domains),
    );
    const isClosed = services(deployed).get("ingress")?.ingress_settings !== "ALLOW_ALL";
    return probes.flatMap(({ http_check: [http], monitored_resource: [resource] }) => {
      const host = resource?.labels.host ?? "";
      const isReached = domains.includes(host) === isClosed;
      return http?.path === "/health" && http.use_ssl && isReached ? [] : [`a probe asks ${host}${http?.path}`];
    });
  },

  "no stranger can set off a critical alert": (deployed) => {
    const ingress = serviceOf(deployed, "ingress");
    const critical = (deployed.google_monitoring_alert_policy ?? []).filter(({ severity }) => severity === "CRITICAL");
    return critical
      .filter(({ conditions }) =>
        conditions.some(({ condition_matched_log: lines, ...measured }) => {
          const filters = lines.map(({ filter }) => readLogFilter(filter));
          const isAboutStrangers = STRANGERS.test(JSON.stringify(measured));
          return isAboutStrangers || filters.some((matches) => strangers(ingress).some(matches));
        }),
      )
      .map(({ display_name }) => display_name);
  },
};

function lineFilters({ google_monitoring_alert_policy: policies = [] }: Deployed): readonly LogFilter[] {
  return policies.flatMap(({ conditions }) =>
    conditions.flatMap(({ condition_matched_log: lines }) => lines.map(({ filter }) => readLogFilter(filter))),
  );
}

/** Our own line, and those that Cloud Run is known to write in one place or another. */
function notStarted(resource: Service): readonly LogEntry[] {
  const system = { resource, severity: "ERROR", logName: "projects/p/logs/run.googleapis.com%2Fvarlog%2Fsystem" };
  return [
    { resource, severity: "ERROR", jsonPayload: { event: "start_failed" } },
    {
      ...system,
      textPayload:
        'Default STARTUP TCP probe failed 1 time consecutively for container "worker" on port 8080. The instance was not started.',
    },
    {
      ...system,
      textPayload: "The user-provided container failed to start and listen on the port defined by PORT=8080.",
    },
  ];
}

function requestOf(resource: Service, status: number): LogEntry {
  return {
    resource,
    logName: "projects/p/logs/run.googleapis.com%2Frequests",
    httpRequest: { status },
    textPayload: WHY,
  };
}

/** What anybody can have written who knows the URL. */
function strangers(resource: Service): readonly LogEntry[] {
  const refused = { event: "webhook_refused", reason: "wrong", agent: "my_agent" };
  return [
    { resource, severity: "WARNING", jsonPayload: refused },
    ...[401, ...TURNED_AWAY].map((status) => requestOf(resource, status)),
  ];
}

function serviceOf({ google_cloudfunctions2_function: functions = [] }: Deployed, name: string): Service {
  const service_name = functions.map((one) => one.name).find((one) => one.endsWith(`-${name}`)) ?? name;
  return { type: "cloud_run_revision", labels: { service_name } };
}
