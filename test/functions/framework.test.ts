import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { http } from "@google-cloud/functions-framework";
import { getTestServer } from "@google-cloud/functions-framework/testing";
import { describe, expect, it, onTestFinished } from "vitest";
import type { RunningFunction } from "../support/bundles.ts";
import { startEcho } from "../support/start-echo.ts";

async function opened(): Promise<RunningFunction> {
  const running = await startEcho();
  onTestFinished(() => running.kill());
  return running;
}

// When one of these fails with a new version of the framework, read what it does now before host.ts is changed.
describe("host(), the ground that it stands on", () => {
  it("runs no request in a domain, nor through Express", async () => {
    const { url } = await opened();
    for (const _request of ["first", "later"]) {
      expect(await (await fetch(`${url}/ground`)).json()).toMatchObject({ hasDomain: false, hasApp: false });
    }
  });

  it("is spared a domain of the framework's for each request", async () => {
    const domains: unknown[] = [];
    http("plain", (_request, response) => {
      domains.push(Reflect.get(process, "domain"));
      response.end();
    });
    const server = getTestServer("plain").listen(0, "127.0.0.1");
    await once(server, "listening");
    onTestFinished(() => void server.close());
    await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { headers: { connection: "close" } });
    expect(domains).toEqual([expect.objectContaining({ run: expect.any(Function) })]);
  });

  it("takes the place of the only listener that the framework's server has", () => {
    http("listened", () => undefined);
    const server = getTestServer("listened");
    const events = ["request", "checkContinue", "checkExpectation", "upgrade", "connect", "clientError"];
    expect(events.map((event) => server.listenerCount(event))).toEqual([1, 0, 0, 0, 0, 0]);
  });

  it("leaves the port, and the end at SIGTERM, to the framework", async () => {
    const running = await opened();
    await fetch(running.url);
    const exited = once(running.process, "exit");
    running.process.kill("SIGTERM");
    expect(await exited).toEqual([0, null]);
  });
});
