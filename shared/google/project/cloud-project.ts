import { isObject, type Json, member, text } from "../../base/json.ts";
import { lenient, optionalMember } from "../../base/lenient.ts";
import type {
  CloudFunction,
  CloudProject,
  DatabaseState,
  GrantPlace,
  OrganisationPolicy,
} from "../../ports/cloud-project.ts";
import { readFilters } from "./monitoring-filters.ts";
import { membersWith } from "./queue-setup.ts";
import type { Rest } from "./rest.ts";

/** Which deployment of a project is looked at. */
export interface CloudProjectOptions {
  readonly project: string;
  /** `undefined` where nobody has said it: then what is in a region cannot be found. */
  readonly region: string | undefined;
  readonly prefix: string;
  readonly database: string;
  /** Now, for what Monitoring is asked about. */
  readonly now: () => Date;
}

const QUEUE_STATES = { RUNNING: "running", PAUSED: "paused", DISABLED: "disabled" } as const;

/** A project as Google Cloud's REST APIs tell it: what `gcloud` would show, without it. */
export function googleCloudProject(rest: Rest, options: CloudProjectOptions): CloudProject {
  const { project, region = "-", prefix, database } = options;
  const inRegion = `projects/${project}/locations/${region}`;
  const secret = (name: string) => `/v1/projects/${project}/secrets/${prefix}-${name}/versions/latest`;
  return {
    async number() {
      const json = await rest.ask("cloudresourcemanager", `/v1/projects/${project}`);
      return json && optionalMember(json, "projectNumber", text);
    },
    async isBilled() {
      const json = await rest.ask("cloudbilling", `/v1/projects/${project}/billingInfo`);
      return json !== undefined && member(json, "billingEnabled").value === true;
    },
    enabledApis: () => readEnabled(rest, project),
    async policy(constraint) {
      const path = `/v1/projects/${project}:getEffectiveOrgPolicy`;
      return readPolicy(await rest.ask("cloudresourcemanager", path, { constraint: `constraints/${constraint}` }));
    },
    async function(name) {
      const json = await rest.ask("cloudfunctions", `/v2/${inRegion}/functions/${prefix}-${name}`);
      return json && readFunction(json);
    },
    async membersOf(place, role) {
      const { api, path, json } = policyCall(place, { project, prefix, inRegion });
      return membersWith(await rest.ask(api, path, json), role);
    },
    async timerQueue() {
      const json = await rest.ask("cloudtasks", `/v2/${inRegion}/queues/${prefix}-timers`);
      if (json === undefined) return undefined;
      const state = String(member(json, "state").value);
      return Object.entries(QUEUE_STATES).find(([known]) => known === state)?.[1] ?? "unknown";
    },
    hasSecret: async (name) => (await rest.ask("secretmanager", secret(name))) !== undefined,
    async readSecret(name) {
      const json = await rest.ask("secretmanager", `${secret(name)}:access`);
      return json && Buffer.from(text(member(member(json, "payload"), "data")), "base64").toString();
    },
    database: () => readDatabase(rest, `projects/${project}/databases/${database}`),
    filters: () => readFilters(rest, options),
  };
}

function policyCall(
  place: GrantPlace,
  { project, prefix, inRegion }: { readonly project: string; readonly prefix: string; readonly inRegion: string },
): { readonly api: string; readonly path: string; readonly json?: object } {
  switch (place.type) {
    case "project":
      return { api: "cloudresourcemanager", path: `/v1/projects/${project}:getIamPolicy`, json: {} };
    case "topic":
    case "subscription":
      return { api: "pubsub", path: `/v1/projects/${project}/${place.type}s/${prefix}-${place.topic}:getIamPolicy` };
    case "function":
      return { api: "run", path: `/v2/${inRegion}/services/${prefix}-${place.name}:getIamPolicy` };
  }
}

async function readEnabled(rest: Rest, project: string): Promise<ReadonlySet<string>> {
  const names: string[] = [];
  for (let pageToken: string | undefined = ""; pageToken !== undefined; ) {
    const query = new URLSearchParams({ filter: "state:ENABLED", pageSize: "200", pageToken });
    const json = await rest.ask("serviceusage", `/v1/projects/${project}/services?${query}`);
    const services = json === undefined ? [] : member(json, "services").value;
    for (const service of Array.isArray(services) ? services : []) names.push(String(service.config?.name));
    pageToken = json && optionalMember(json, "nextPageToken", text);
  }
  return new Set(names);
}

function readPolicy(json: Json | undefined): OrganisationPolicy {
  const list = json && lenient(json, "listPolicy", (one) => one);
  if (list === undefined || !isObject(list.value)) return { restricts: false, allowed: [] };
  const { allValues, allowedValues, deniedValues } = list.value;
  const allowed = Array.isArray(allowedValues) ? allowedValues.map(String) : [];
  const isDenied = Array.isArray(deniedValues) && deniedValues.length > 0;
  return { restricts: allValues === "DENY" || allowed.length > 0 || isDenied, allowed };
}

function readFunction(json: Json): CloudFunction {
  const service = optionalMember(json, "serviceConfig", (one) => one) ?? { value: {}, path: "" };
  const variables = optionalMember(service, "environmentVariables", (one) => one)?.value;
  const build = lenient(json, "buildConfig", (config) => optionalMember(config, "build", text)) ?? "";
  return {
    state: String(member(json, "state").value),
    url: optionalMember(service, "uri", text) ?? "",
    build: build.split("/").at(-1) ?? "",
    environment: isObject(variables)
      ? Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, String(value)]))
      : {},
  };
}

async function readDatabase(rest: Rest, name: string): Promise<DatabaseState | undefined> {
  const json = await rest.ask("firestore", `/v1/${name}`);
  if (json === undefined) return undefined;
  const query = new URLSearchParams({ filter: "indexConfig.usesAncestorConfig:false OR ttlConfig:*" });
  const found = await rest.ask("firestore", `/v1/${name}/collectionGroups/__default__/fields?${query}`);
  const all = found === undefined ? [] : member(found, "fields").value;
  const fields: readonly unknown[] = Array.isArray(all) ? all : [];
  const collectionsWith = (wanted: string) =>
    fields.flatMap((field) => {
      const { name: path, ttlConfig } = field as { readonly name?: string; readonly ttlConfig?: { state?: string } };
      const [, group] = /\/collectionGroups\/([^/]+)\//.exec(path ?? "") ?? [];
      return ttlConfig?.state === wanted && group !== undefined ? [group] : [];
    });
  return {
    isProtected: member(json, "deleteProtectionState").value === "DELETE_PROTECTION_ENABLED",
    expiring: collectionsWith("ACTIVE"),
    pending: collectionsWith("CREATING"),
  };
}
