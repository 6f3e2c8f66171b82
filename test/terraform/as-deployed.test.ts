import { execFile } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { createServer as createTcpServer } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import { writePush } from "../../shared/envelope/push-request.ts";
import { type RunningFunction, runFunction } from "../support/bundles.ts";
import { environment } from "../support/emulated.ts";
import { fixture } from "../support/fixtures.ts";
import { readLogFilter } from "../support/log-filter.ts";
import { post } from "../support/post.ts";
import { sealed } from "../support/sealed.ts";
import { IS_WHOLE } from "./checks/code.ts";
import { type Deployed, readDeployed, type ServiceConfig, services } from "./checks/deployed.ts";
import { plan } from "./commands.ts";
import { EXAMPLES, openExample } from "./examples.ts";

const WEBHOOK = fixture("rcs", "user-text");
const RECEIPT = fixture("rcs", "event-delivered");
const WRITTEN = ["ingress", "messages", "events", "receipts", ...(IS_WHOLE ? ["outbound"] : [])];
const MIB = 1024;

/** Rejects, unheard, when it is told to. */
const REJECTS = 'data:text/javascript,process.on("SIGUSR2", () => { Promise.reject(new Error("unheard")); })';

describe.skipIf(!inject("terraform"))("a function as it is deployed", () => {
  const opened = new Set<() => Promise<unknown>>();
  let everything: Deployed;
  let deployed: ReadonlyMap<string, ServiceConfig>;

  beforeAll(async () => {
    const [minimal] = EXAMPLES;
    await using workspace = await openExample(minimal, { foresees: true });
    everything = readDeployed((await plan(workspace, ...minimal.args)).json);
    deployed = services(everything);
  });

  afterEach(async () => {
    await Promise.all([...opened].map((close) => close()));
    opened.clear();
  });

  it.each(WRITTEN)("%s lacks nothing that it loads later", async (name) => {
    const folder = join(inject("zips"), name);
    const late = readdirSync(folder).filter((file) => file.endsWith(".cjs") && file !== "index.cjs");
    const load = late.map((file) => `require(${JSON.stringify(join(folder, file))});`).join("");
    await promisify(execFile)(process.execPath, ["-e", load], { env: {} });
  });

  it.each(["SIGTERM", "SIGUSR2"] as const)(
    "ingress says 200 to nothing that %s keeps from being published",
    async (signal) => {
      const silent = await listenSilently();
      const ingress = await start("ingress", silent.host);
      const answered = status(post(ingress.url, WEBHOOK));
      await silent.asked;
      const exited = once(ingress.process, "exit");
      ingress.process.kill(signal);
      expect(await answered).not.toBe(200);
      await exited;
    },
  );

  it.each(["SIGTERM", "SIGUSR2"] as const)(
    "receipts acknowledges nothing that %s keeps from history",
    async (signal) => {
      const silent = await listenSilently();
      const receipts = await start("receipts", silent.host);
      const answered = status(push(receipts.url));
      await silent.asked;
      const exited = once(receipts.process, "exit");
      receipts.process.kill(signal);
      expect(await answered).not.toSatisfy((met) => typeof met === "number" && met < 300);
      await exited;
    },
  );

  it.each(["", '{"my_agent": ["a token", '])("ingress wakes somebody when its tokens are %j", async (tokens) => {
    const bundle = join(inject("zips"), "ingress", "index.cjs");
    const env = { ...environment({ pubsub: "p", firestore: "f" }, "p", "http://127.0.0.1:9"), CLIENT_TOKENS: tokens };
    const ended = promisify(execFile)(process.execPath, ["-e", `require(${JSON.stringify(bundle)})`], { env });
    const { stdout } = await ended.catch((error: { readonly stdout: string }) => error);
    const { severity, ...jsonPayload } = JSON.parse(stdout);
    const resource = { type: "cloud_run_revision", labels: { service_name: "heliograph-ingress" } };
    const lines = (everything.google_monitoring_alert_policy ?? []).flatMap(({ display_name, conditions }) =>
      conditions.flatMap(({ condition_matched_log: matched }) =>
        matched.map(({ filter }) => ({ display_name, filter })),
      ),
    );
    const woken = lines.filter(({ filter }) => readLogFilter(filter)({ severity, resource, jsonPayload }));
    expect(woken.map(({ display_name }) => display_name)).toEqual(["heliograph: A function does not start"]);
  });

  it.runIf(process.platform === "linux")(
    "ingress fits in its memory with all requests that it takes at once",
    async () => {
      const published = await listen();
      const ingress = await start("ingress", published.host);
      const { max_instance_request_concurrency: atOnce } = planned("ingress");
      for (let round = 0; round < 10; round += 1) {
        const statuses = await Promise.all(Array.from({ length: atOnce }, () => status(post(ingress.url, WEBHOOK))));
        expect(new Set(statuses)).toEqual(new Set([200]));
      }
      expect(mostMebibytes(ingress)).toBeLessThan(Number.parseInt(planned("ingress").available_memory, 10));
    },
  );

  it.runIf(process.platform === "linux")(
    "receipts fits in its memory with all deliveries that it takes at once",
    async () => {
      const silent = await listenSilently();
      const receipts = await start("receipts", silent.host);
      const { max_instance_request_concurrency: atOnce } = planned("receipts");
      const answered = Array.from({ length: atOnce }, () => status(push(receipts.url)));
      await silent.asked;
      // What came before it has been taken by then.
      await fetch(receipts.url);
      expect(mostMebibytes(receipts)).toBeLessThan(Number.parseInt(planned("receipts").available_memory, 10));
      await receipts.kill();
      await Promise.all(answered);
    },
  );

  /** As Cloud Run would: the buildpack bounds the heap by the function's memory. */
  async function start(name: string, host: string): Promise<RunningFunction> {
    const heap = `--max-old-space-size=${Number.parseInt(planned(name).available_memory, 10)}`;
    const env = environment({ pubsub: host, firestore: host }, "p", "http://127.0.0.1:9");
    const source = join(inject("zips"), name);
    const running = await runFunction(name, env, { source, args: [heap, "--import", REJECTS] });
    opened.add(() => running.kill());
    return running;
  }

  function planned(name: string): ServiceConfig {
    const config = deployed.get(name);
    if (config === undefined) throw new Error(`The plan has no function ${name}`);
    return config;
  }

  /** A Pub/Sub that takes everything. */
  async function listen(): Promise<{ readonly host: string }> {
    const server = createServer((request, response) => {
      request.resume().on("end", () => response.end('{"messageIds":["1"]}'));
    });
    return { host: await open(server) };
  }

  /** A Pub/Sub or Firestore that never answers. */
  async function listenSilently(): Promise<{ readonly host: string; readonly asked: Promise<unknown> }> {
    const server = createTcpServer();
    const asked = once(server, "connection");
    return { host: await open(server), asked };
  }

  async function open(server: Server | ReturnType<typeof createTcpServer>): Promise<string> {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    opened.add(async () => server.close());
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("No port on the loopback");
    return `127.0.0.1:${address.port}`;
  }
});

function push(url: string): Promise<Response> {
  const delivery = { message: sealed(RECEIPT), attempt: 1 };
  const body = writePush(delivery, { subscription: "s", messageId: "1", published: new Date() });
  return fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body });
}

/** Nothing where the connection ended without an answer. */
function status(answer: Promise<{ readonly status: number }>): Promise<number | undefined> {
  return answer.then(
    ({ status: met }) => met,
    () => undefined,
  );
}

/** The most that the process has ever had in memory, as the kernel counts it. */
function mostMebibytes({ process: { pid } }: RunningFunction): number {
  const [, kibibytes = ""] = /VmHWM:\s*(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kibibytes) / MIB;
}
