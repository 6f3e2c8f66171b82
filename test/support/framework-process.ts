import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { http } from "@google-cloud/functions-framework";
import { getTestServer } from "@google-cloud/functions-framework/testing";
import { host } from "../../functions/host.ts";
import { jsonLog } from "../../shared/base/log.ts";

/** A process in which the functions framework serves a function that answers with the body it was asked with, in base64. */
const log = jsonLog((line) => process.stdout.write(line));
const echo = host(async ({ path, body }) => {
  if (path === "/reject") throw new RangeError("my secret");
  return { status: 200, body: body?.toString("base64") ?? "no body" };
}, log);
http("echo", echo);
const server = getTestServer("echo").listen(0, "127.0.0.1");
await once(server, "listening");
process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
