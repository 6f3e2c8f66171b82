import { groupSearchedFields, searchedFields } from "./code.ts";
import { type Deployed, type DeploymentCheck, services } from "./deployed.ts";
import { WRITTEN } from "./written.ts";

/** What is kept, for how long, and what protects it. */
export const HISTORY: Readonly<Record<string, DeploymentCheck>> = {
  "each collection forgets": (deployed) => {
    const forgetting = expiring(deployed).map(({ collection }) => collection);
    const remembering = [...WRITTEN.keys()].filter((name) => !forgetting.includes(name));
    return [...remembering, ...forgetting.filter((name) => !WRITTEN.has(name))];
  },

  "the field that says when to forget is the one that is written": (deployed) =>
    expiring(deployed)
      .filter((at) => at.field !== "expireAt" || !isWritten(at))
      .map(nameField),

  "a field without an index is written, and not searched by": (deployed) =>
    unindexed(deployed)
      .filter((at) => !isWritten(at) || searchedFields().has(at.field))
      .map(nameField),

  "what is written and never searched for has no index": (deployed) => {
    const found = unindexed(deployed).map(nameField);
    const written = [...WRITTEN].flatMap(([collection, fields]) => [...fields].map((field) => ({ collection, field })));
    const unsearched = written.filter(({ field }) => !searchedFields().has(field)).map(nameField);
    return unsearched.filter((name) => !found.includes(name));
  },

  "what is searched for in all conversations has an index over all of them": (deployed) => {
    const found = indexedByGroup(deployed).map(nameField);
    return groupSearchedFields().filter((name) => !found.includes(name));
  },

  "history survives a destroy unless protection is off": ({ google_firestore_database: databases = [] }) =>
    databases
      .filter(({ delete_protection_state: state, deletion_policy: policy }) => {
        const wanted = state === "DELETE_PROTECTION_ENABLED" ? "PREVENT" : "DELETE";
        return policy !== wanted;
      })
      .map(({ name, deletion_policy }) => `${name} has ${deletion_policy}`),

  "history is protected together with the secrets": (deployed) => {
    const database = deployed.google_firestore_database?.[0]?.delete_protection_state === "DELETE_PROTECTION_ENABLED";
    const secrets = deployed.google_secret_manager_secret ?? [];
    return secrets
      .filter(({ deletion_protection: isProtected }) => isProtected !== database)
      .map(({ secret_id }) => secret_id);
  },

  "copies of files are forgotten when what was said is": (deployed) => {
    const days = services(deployed).get("messages")?.environment_variables.HISTORY_DAYS;
    return (deployed.google_storage_bucket ?? [])
      .filter(({ name, lifecycle_rule: [rule] }) => name.endsWith("-media") && `${rule?.condition[0]?.age}` !== days)
      .map(({ name }) => name);
  },

  "a secret's value is written, not kept": ({ google_secret_manager_secret_version: versions = [] }) =>
    versions.filter(({ secret_data }) => secret_data !== null).map(({ secret }) => secret),

  "the old version of a secret is not destroyed": (deployed) => {
    const isProtected = deployed.google_secret_manager_secret?.[0]?.deletion_protection;
    return (deployed.google_secret_manager_secret_version ?? [])
      .filter(({ deletion_policy: policy }) => policy !== "DISABLE" && policy !== (isProtected ? "PREVENT" : "DELETE"))
      .map(({ secret }) => secret);
  },
};

function expiring({ google_firestore_field: fields = [] }: Deployed) {
  return fields.filter(({ ttl_config }) => ttl_config.length > 0);
}

function unindexed({ google_firestore_field: fields = [] }: Deployed) {
  return fields.filter(({ index_config: [config] }) => config?.indexes.length === 0);
}

function indexedByGroup({ google_firestore_field: fields = [] }: Deployed) {
  return fields.filter(({ index_config: [config] }) =>
    config?.indexes.some(({ order, query_scope: scope }) => order === "ASCENDING" && scope === "COLLECTION_GROUP"),
  );
}

type Place = Pick<NonNullable<Deployed["google_firestore_field"]>[number], "collection" | "field">;

function isWritten({ collection, field }: Place): boolean {
  return WRITTEN.get(collection)?.has(field) === true;
}

function nameField({ collection, field }: Place): string {
  return `${collection}.${field}`;
}
