import { TEST_BOT_SETTINGS } from "../../support/test-bot.ts";
import { bare, type Deployed, type DeploymentCheck, type ServiceConfig, services } from "./deployed.ts";

/** Some ten dollars an hour. */
const MOST_INSTANCES = 100;

const MIB = { Mi: 1, Gi: 1024 };

/** The most memory that Cloud Run gives to a share of a CPU, in MiB. @see https://cloud.google.com/run/docs/configuring/services/cpu */
const MOST_MIB = [
  { below: 0.5, mib: 512 },
  { below: 1, mib: 1024 },
  { below: 2, mib: 4096 },
];

const EVERY = ["GOOGLE_CLOUD_PROJECT", "AGENTS", "TOPIC_PREFIX"];
const STORE = [...EVERY, "FIRESTORE_DATABASE", "HISTORY_DAYS"];
const ENGINE = [...STORE, "CONVERSATION_KEY", "TIMER_QUEUE", "TIMER_ACCOUNT"];
const API = ["API_CREDENTIALS_FILE", "API_IMPERSONATE"];
const BOT = Object.keys(TEST_BOT_SETTINGS);
const FALLBACK = ["FALLBACK_URL", "FALLBACK_KEY"];

/** What each function cannot do without, and what the operator may add. */
const TOLD: Readonly<Record<string, { readonly needs: readonly string[]; readonly takes?: readonly string[] }>> = {
  ingress: { needs: [...EVERY, "CONVERSATION_KEY", "CLIENT_TOKENS_FILE"] },
  messages: { needs: ENGINE, takes: [...API, ...BOT, "MEDIA_BUCKET"] },
  events: { needs: ENGINE, takes: [...API, ...BOT, ...FALLBACK] },
  receipts: { needs: STORE },
  outbound: { needs: ENGINE, takes: [...API, ...BOT, ...FALLBACK] },
};

/** How large functions are, what they are told, and what they are made of. */
export const FUNCTIONS: Readonly<Record<string, DeploymentCheck>> = {
  "an instance takes several requests only with a whole CPU": eachService(({ available_cpu: cpu, ...config }) => {
    const atOnce = config.max_instance_request_concurrency;
    return atOnce === 1 || Number(cpu) >= 1 ? [] : [`${atOnce} at once on ${cpu} CPU`];
  }),

  "an instance has no more memory than its CPU allows": eachService(
    ({ available_cpu: cpu, available_memory: memory }) => {
      const most = MOST_MIB.find(({ below }) => Number(cpu) < below)?.mib ?? Number.POSITIVE_INFINITY;
      return mebibytes(memory) <= most ? [] : [`${memory} with ${cpu} CPU`];
    },
  ),

  "the number of instances has an end, where a flood's bill is bearable": eachService(
    ({ min_instance_count: min, max_instance_count: max }) =>
      min <= max && max >= 1 && max <= MOST_INSTANCES ? [] : [`${min} to ${max} instances`],
  ),

  "a function is told what it needs": (deployed) =>
    [...services(deployed)].flatMap(([name, config]) => {
      const secrets = config.secret_environment_variables.map(({ key }) => key);
      const told = [...Object.keys(config.environment_variables), ...secrets];
      const { needs, takes = [] } = TOLD[name] ?? { needs: [] };
      const missing = needs.filter((variable) => !told.includes(variable));
      const strange = told.filter((variable) => ![...needs, ...takes].includes(variable));
      return [
        ...missing.map((variable) => `${name} lacks ${variable}`),
        ...strange.map((variable) => `${name} is told ${variable}`),
      ];
    }),

  "no secret is a plain environment variable": eachService(({ environment_variables: plain }) =>
    Object.keys(plain).filter((name) => /^(CLIENT_TOKENS|.*_KEY|.*_CREDENTIALS)$/.test(name)),
  ),

  "a file of a secret is where its variable says": eachService(({ environment_variables: plain, secret_volumes }) => {
    const told = Object.entries(plain).filter(([name]) => name.endsWith("_FILE"));
    const mounted = secret_volumes.map(({ mount_path, versions: [version] }) => `${mount_path}/${version?.path}`);
    const lost = told.filter(([, path]) => !mounted.includes(path)).map(([name, path]) => `${name} is ${path}`);
    return told.length === mounted.length ? lost : [...lost, `${mounted.length} files for ${told.length} variables`];
  }),

  "a rotated token needs no deploy, every other secret does": eachService((config) => [
    ...config.secret_environment_variables.filter(({ version }) => version === "latest").map(({ key }) => key),
    ...config.secret_volumes
      .filter(({ secret, versions: [version] }) => secret.endsWith("client-tokens") !== (version?.version === "latest"))
      .map(({ secret }) => secret),
  ]),

  "code is named by what it is, and started by its function's name": (deployed) =>
    (deployed.google_cloudfunctions2_function ?? []).flatMap(({ name, build_config: [build] }) => {
      const function_ = bare(name, deployed);
      const object = build?.source[0]?.storage_source[0]?.object ?? "";
      const isNamed = new RegExp(`^${function_}/[0-9a-f]{64}\\.zip$`).test(object);
      return isNamed && build?.entry_point === function_ ? [] : [`${name} runs ${build?.entry_point} of ${object}`];
    }),

  "no bucket can be made public": ({ google_storage_bucket: buckets = [] }) =>
    buckets.map(({ public_access_prevention: prevention }) => prevention).filter((is) => is !== "enforced"),

  "functions run on the Node that they are tested on": (deployed) =>
    (deployed.google_cloudfunctions2_function ?? []).flatMap(({ name, build_config: [build] }) =>
      build?.runtime === `nodejs${process.versions.node.split(".")[0]}` ? [] : [`${name} runs on ${build?.runtime}`],
    ),

  "images are built by an account that does nothing else": (deployed) =>
    (deployed.google_cloudfunctions2_function ?? []).flatMap(({ name, build_config: [build] }) =>
      build?.service_account.endsWith("-build") ? [] : [`${name} is built by ${build?.service_account}`],
    ),
};

function eachService(check: (config: ServiceConfig) => readonly string[]): DeploymentCheck {
  return (deployed: Deployed) =>
    [...services(deployed)].flatMap(([name, config]) => check(config).map((finding) => `${name}: ${finding}`));
}

/** As in `512Mi` or `1Gi`. */
function mebibytes(memory: string): number {
  const [, amount, unit] = /^(\d+)(Mi|Gi)$/.exec(memory) ?? [];
  if (unit !== "Mi" && unit !== "Gi") return Number.POSITIVE_INFINITY;
  return Number(amount) * MIB[unit];
}
