import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Server, ServerCredentials } from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";
import { openClock, type TerraformClock } from "./clock.ts";
import { type Cloud, openCloud } from "./cloud.ts";
import { openPlatform } from "./platform.ts";
import { type Behaviour, createProvider } from "./provider.ts";
import { GOOGLE, TIME } from "./schema.ts";

/** Providers that wait on sockets, and the variables that make Terraform use them in place of installed ones. */
export interface ServedProviders extends AsyncDisposable {
  readonly env: Readonly<Record<string, string>>;
  readonly clock: TerraformClock;
  readonly cloud: Cloud;
}

/** Starts the stand-ins for the google provider, and for the one that sleeps. */
export async function serve(behaviour: Behaviour): Promise<ServedProviders> {
  await using opened = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), "providers-"));
  opened.defer(() => rm(folder, { recursive: true }));
  const clock = openClock();
  const cloud = openCloud();
  const source = { ...behaviour, clock, cloud, platform: openPlatform(clock) };
  const sockets = { google: join(folder, "google.sock"), time: join(folder, "time.sock") };
  for (const [name, schema] of [["google", GOOGLE] as const, ["time", TIME] as const]) {
    const server = new Server();
    opened.defer(() => server.forceShutdown());
    server.addService(readService(), createProvider({ ...source, schema }));
    await promisify(server.bindAsync.bind(server))(`unix:${sockets[name]}`, ServerCredentials.createInsecure());
  }
  const kept = opened.move();
  return {
    env: { TF_REATTACH_PROVIDERS: reattach(sockets), TF_CLI_CONFIG_FILE: "/dev/null" },
    clock,
    cloud,
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

function readService() {
  const file = fileURLToPath(new URL("tfplugin5.proto", import.meta.url));
  const service = loadSync(file, { keepCase: true, defaults: true })["tfplugin5.Provider"];
  if (!service || "format" in service) throw new Error(`Cannot serve: ${file} has no service tfplugin5.Provider`);
  return service;
}

/** `Test` keeps Terraform from ending the process that it is attached to. */
function reattach(sockets: Readonly<Record<string, string>>): string {
  const providers = Object.entries(sockets).map(([name, socket]) => [
    `hashicorp/${name}`,
    { Protocol: "grpc", ProtocolVersion: 5, Pid: process.pid, Test: true, Addr: { Network: "unix", String: socket } },
  ]);
  return JSON.stringify(Object.fromEntries(providers));
}
