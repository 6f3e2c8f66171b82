import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Server, ServerCredentials } from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";
import { type Behaviour, createProvider } from "./provider.ts";

/** A provider that waits on a socket, and the variables that make Terraform use it in place of an installed one. */
export interface ServedProvider extends AsyncDisposable {
  readonly env: Readonly<Record<string, string>>;
}

/** Starts the stand-in for the google provider. */
export async function serve(behaviour: Behaviour): Promise<ServedProvider> {
  const folder = await mkdtemp(join(tmpdir(), "google-"));
  const socket = join(folder, "provider.sock");
  const server = new Server();
  server.addService(readService(), createProvider(behaviour));
  await promisify(server.bindAsync.bind(server))(`unix:${socket}`, ServerCredentials.createInsecure());
  return {
    env: { TF_REATTACH_PROVIDERS: reattach(socket), TF_CLI_CONFIG_FILE: "/dev/null" },
    [Symbol.asyncDispose]: async () => {
      server.forceShutdown();
      await rm(folder, { recursive: true });
    },
  };
}

function readService() {
  const file = fileURLToPath(new URL("tfplugin5.proto", import.meta.url));
  const service = loadSync(file, { keepCase: true, defaults: true })["tfplugin5.Provider"];
  if (!service || "format" in service) throw new Error(`Cannot serve: ${file} has no service tfplugin5.Provider`);
  return service;
}

/** `Test` keeps Terraform from ending the process that it is attached to. */
function reattach(socket: string): string {
  const Addr = { Network: "unix", String: socket };
  return JSON.stringify({
    "hashicorp/google": { Protocol: "grpc", ProtocolVersion: 5, Pid: process.pid, Test: true, Addr },
  });
}
