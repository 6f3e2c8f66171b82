import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { TEST_BOT_SETTINGS } from "../support/test-bot.ts";
import { IS_WHOLE } from "./checks/code.ts";
import { readDeployed, type ServiceConfig, services } from "./checks/deployed.ts";
import { plan } from "./commands.ts";
import { EXAMPLES, openExample } from "./examples.ts";

const LOADER = new URL("load-function.ts", import.meta.url).pathname;

/** What the secrets hold, by the end of their names. */
const SECRETS: Readonly<Record<string, string>> = {
  "client-tokens": '{"*":["token"]}',
  "conversation-key": "key",
  "api-credentials": '{"type":"service_account"}',
  "fallback-key": "key",
};

/** Node's own. */
const NODES = ["WATCH_REPORT_DEPENDENCIES"];

/** Cloud Run sets it itself. @see https://cloud.google.com/run/docs/container-contract#services-env-vars */
const PLATFORMS = ["K_SERVICE"];

/** Settings for a desk: emulators, other places for Google's APIs, another account, and tokens without a file. */
const FOR_THE_DESK = [
  "BUSINESS_MESSAGES_API",
  "CLIENT_TOKENS",
  "CLOUD_TASKS_API",
  "FIRESTORE_EMULATOR_HOST",
  "GCE_METADATA_HOST",
  "GOOGLE_APPLICATION_CREDENTIALS",
  "PUBSUB_EMULATOR_HOST",
  "RCS_API",
];

/** What a function shares the reader of, and has no use for. */
const UNUSED: Readonly<Record<string, readonly string[]>> = {
  ingress: ["FIRESTORE_DATABASE", "HISTORY_DAYS"],
  messages: ["FALLBACK_URL", "FALLBACK_KEY"],
  events: ["MEDIA_BUCKET"],
  outbound: ["MEDIA_BUCKET"],
};

/** The names that bot_settings may not have. */
const RESERVED = new RegExp(
  /alltrue\(\[\s*for name in keys\(var\.bot_settings\) : !can\(regex\("(.*)", name\)\)/.exec(
    readFileSync(new URL("../../terraform/variables.tf", import.meta.url), "utf8"),
  )?.[1] ?? "^$",
);

const WRITTEN = ["ingress", "messages", "events", "receipts", ...(IS_WHOLE ? ["outbound"] : [])];

/** The least and the most that a function can be told. */
const [LEAST, , , MOST] = EXAMPLES;

describe.skipIf(!inject("terraform") || process.env.TERRAFORM_PROVIDER === "real")(
  "the environment of a deployed function",
  () => {
    let folder: Awaited<ReturnType<typeof mkdtempDisposable>>;

    beforeAll(async () => {
      folder = await mkdtempDisposable(join(tmpdir(), "secrets-"));
      const written = Object.entries(SECRETS).map(([name, value]) => writeFile(join(folder.path, name), value));
      await Promise.all(written);
    });
    afterAll(() => folder.remove());

    describe.each([LEAST, MOST])("as in $name", (example) => {
      let deployed: ReadonlyMap<string, ServiceConfig>;

      beforeAll(async () => {
        await using workspace = await openExample(example, { foresees: true });
        deployed = services(readDeployed((await plan(workspace, ...example.args)).json));
      });

      it.each(WRITTEN)("starts %s", async (name) => {
        expect(await askedBy(name, environment(name))).toContain("AGENTS");
      });

      it.runIf(IS_WHOLE).each(WRITTEN)("tells %s nothing that it does not read", async (name) => {
        const told = environment(name);
        const asked = await askedBy(name, told);
        expect(Object.keys(told).filter((variable) => !asked.includes(variable))).toEqual([]);
      });

      it.runIf(example === MOST).each(WRITTEN)("tells %s everything that it reads", async (name) => {
        const told = environment(name);
        const known = [...Object.keys(told), ...NODES, ...PLATFORMS, ...FOR_THE_DESK, ...(UNUSED[name] ?? [])];
        expect((await askedBy(name, told)).filter((variable) => !known.includes(variable))).toEqual([]);
      });

      it.runIf(IS_WHOLE).each(WRITTEN)("has no name of the bot's that %s reads for itself", async (name) => {
        const asked = [...(await askedBy(name, environment(name))), ...FOR_THE_DESK, ...(UNUSED[name] ?? [])];
        const open = asked.filter((variable) => /^[A-Z][A-Z0-9_]*$/.test(variable) && !RESERVED.test(variable));
        expect(open.filter((variable) => !(variable in TEST_BOT_SETTINGS))).toEqual([]);
      });

      /** What is planned, with the files of secrets where this machine has them. */
      function environment(name: string): Readonly<Record<string, string>> {
        const config = deployed.get(name);
        if (config === undefined) throw new Error(`The plan has no function ${name}`);
        const values = config.secret_environment_variables.map(({ key, secret }) => [key, SECRETS[secretOf(secret)]]);
        const files = config.secret_volumes.map(({ mount_path, secret }) => ({ mount_path, secret: secretOf(secret) }));
        const plain = Object.entries(config.environment_variables).map(([variable, value]) => {
          const file = files.find(({ mount_path }) => value.startsWith(`${mount_path}/`));
          return [variable, file === undefined ? value : join(folder.path, file.secret)];
        });
        return Object.fromEntries([...plain, ...values]);
      }
    });
  },
);

/** Which of the secrets it is, whatever the prefix. */
function secretOf(id: string): string {
  return Object.keys(SECRETS).find((name) => id.endsWith(`-${name}`)) ?? basename(id);
}

/** Starts a built function with this environment and no other, and says which variables it asked for. */
async function askedBy(name: string, env: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const bundle = join(inject("zips"), name, "index.cjs");
  const { stdout } = await promisify(execFile)(process.execPath, [LOADER, bundle, name], { env });
  return JSON.parse(stdout);
}
