import { historyWords, IS_WHOLE, searchedFields } from "./code.ts";
import { type Check, type Deployed, services } from "./deployed.ts";

/** What is kept, for how long, and what protects it. */
export const HISTORY: Readonly<Record<string, Check>> = {
  "each collection forgets": (deployed) => {
    const collections = IS_WHOLE ? historyWords().collections : new Set(["conversations", "turns"]);
    const forgetting = expiring(deployed).map(({ collection }) => collection);
    const remembering = [...collections].filter((name) => !forgetting.includes(name));
    return [...remembering, ...forgetting.filter((name) => !collections.has(name))];
  },

  "the field that says when to forget is the one that is written": (deployed) =>
    expiring(deployed)
      .filter(({ field }) => field !== "expireAt" || (IS_WHOLE && !historyWords().words.has(field)))
      .map(({ collection, field }) => `${collection}.${field}`),

  "a field without an index is written, and not searched by": (deployed) =>
    unindexed(deployed).flatMap(({ collection, field }) => {
      const isWritten = !IS_WHOLE || historyWords().words.has(field);
      return isWritten && !searchedFields().has(field) ? [] : [`${collection}.${field}`];
    }),

  "what grows with time or by users' words has no index": (deployed) => {
    const found = unindexed(deployed).map(({ collection, field }) => `${collection}.${field}`);
    return UNINDEXED.filter((name) => !found.includes(name));
  },

  "history survives a destroy unless protection is off": ({ google_firestore_database: databases = [] }) =>
    databases
      .filter(({ delete_protection_state: state, deletion_policy: policy }) => {
        const wanted = state === "DELETE_PROTECTION_ENABLED" ? "ABANDON" : "DELETE";
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
      .filter(({ deletion_policy: policy }) => policy !== "DISABLE" && policy !== (isProtected ? "ABANDON" : "DELETE"))
      .map(({ secret }) => secret);
  },
};

/** Where an index would cost with every write, or stop at 500 writes a second. */
const UNINDEXED = [
  "conversations.expireAt",
  "conversations.lastSeen",
  "conversations.memory",
  "conversations.running",
  "turns.acts",
  "turns.expireAt",
  "turns.received",
  "turns.told",
];

function expiring({ google_firestore_field: fields = [] }: Deployed) {
  return fields.filter(({ ttl_config }) => ttl_config.length > 0);
}

function unindexed({ google_firestore_field: fields = [] }: Deployed) {
  return fields.filter(({ index_config: [config] }) => config?.indexes.length === 0);
}
