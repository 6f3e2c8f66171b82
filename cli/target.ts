import { existsSync, readFileSync } from "node:fs";
import type { Environment } from "../functions/settings.ts";
import { isObject, parseJson } from "../shared/base/json.ts";
import { present } from "../shared/base/present.ts";

/** The embedded database of `npm start`, unless another is named. */
export const DEFAULT_DATA = ".heliograph/local.sqlite";

/** Which deployment a command is about. */
export type Target =
  | {
      readonly type: "deployed";
      readonly env: Environment & { readonly GOOGLE_CLOUD_PROJECT: string };
      /** Where its functions are, where somebody has said it. */
      readonly region: string | undefined;
    }
  | { readonly type: "emulators"; readonly env: Environment }
  | {
      readonly type: "embedded";
      readonly file: string;
      /** The folder with copies of users' files. */
      readonly media?: string | undefined;
      readonly running: RunningApi | undefined;
      /** RCS_API: the URL of a simulator that is asked about agents while `npm start` does not run. */
      readonly api?: string | undefined;
    };

/** Where a running `npm start` is asked to operate on the database that it has open. */
export interface RunningApi {
  readonly url: string;
  readonly token: string;
}

/** The options that choose a deployment. */
export interface TargetOptions {
  readonly project?: string;
  readonly prefix?: string;
  readonly database?: string;
  readonly data: string;
  /** Where copies of users' files are: a bucket, or a folder beside the embedded database. */
  readonly media?: string;
  /** Where functions are, and timers wait. */
  readonly region?: string;
}

/** Beside an embedded database, the file that says where its `npm start` can be asked. */
export function apiFile(data: string): string {
  return `${data}.api.json`;
}

/** Chooses the deployment. @throws Error that names the option to mend. */
export function chooseTarget(options: TargetOptions, env: Environment): Target {
  refuseEmpty(options);
  const settings = {
    ...env,
    ...present({ TOPIC_PREFIX: options.prefix, FIRESTORE_DATABASE: options.database }),
  };
  const { PUBSUB_EMULATOR_HOST: pubsub, FIRESTORE_EMULATOR_HOST: firestore } = env;
  if ((pubsub === undefined) !== (firestore === undefined)) {
    const missing = pubsub === undefined ? "PUBSUB_EMULATOR_HOST" : "FIRESTORE_EMULATOR_HOST";
    throw new Error(`Cannot operate over one emulator: set ${missing} too, or neither`);
  }
  if (pubsub !== undefined) {
    const project = options.project ?? env.GOOGLE_CLOUD_PROJECT ?? "heliograph-local";
    return { type: "emulators", env: { ...settings, GOOGLE_CLOUD_PROJECT: project } };
  }
  if (options.project !== undefined) {
    const named = { ...settings, GOOGLE_CLOUD_PROJECT: options.project };
    const region = options.region ?? regionIn(env.TIMER_QUEUE);
    return { type: "deployed", env: asDeployed(named, options), region };
  }
  if (!existsSync(options.data)) {
    throw new Error(
      `Cannot open ${options.data}: there is no embedded database; run npm start, or name --data or --project`,
    );
  }
  return {
    type: "embedded",
    file: options.data,
    media: options.media,
    running: readApi(apiFile(options.data)),
    api: env.RCS_API,
  };
}

const NAMING = ["project", "prefix", "database", "data", "media", "region"] as const;

/** A variable of the shell that is not set leaves an option empty: that means no deployment at all. @throws Error that names it */
function refuseEmpty(options: TargetOptions): void {
  const empty = NAMING.find((name) => options[name] === "");
  if (empty === undefined) return;
  throw new Error(`Cannot operate with an empty --${empty}: set the variable that it is taken from, or leave it out`);
}

/** Names the places as Terraform does, unless they are set. Whether there is such a bucket, the call that lists it tells. */
function asDeployed<E extends Environment & { readonly GOOGLE_CLOUD_PROJECT: string }>(
  env: E,
  { media, region }: TargetOptions,
): E {
  const { GOOGLE_CLOUD_PROJECT: project, TOPIC_PREFIX: prefix = "heliograph" } = env;
  const bucket = media ?? env.MEDIA_BUCKET ?? `${project}-${prefix}-media`;
  const queue = region && `projects/${project}/locations/${region}/queues/${prefix}-timers`;
  const { FIRESTORE_DATABASE = prefix } = env;
  return { ...env, FIRESTORE_DATABASE, MEDIA_BUCKET: bucket, ...present({ TIMER_QUEUE: queue }) };
}

function regionIn(queue: string | undefined): string | undefined {
  return /\/locations\/([^/]+)\//.exec(queue ?? "")?.[1];
}

/** A process that was killed has left its file: whoever asks it finds nobody there. */
function readApi(file: string): RunningApi | undefined {
  if (!existsSync(file)) return undefined;
  const json = parseJson(readFileSync(file, "utf8"));
  if (!isObject(json) || typeof json.url !== "string" || typeof json.token !== "string") return undefined;
  return { url: json.url, token: json.token };
}
