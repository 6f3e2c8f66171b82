import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";
import { readOutbound } from "../../functions/outbound/read-outbound.ts";
import { readAgents } from "../../shared/base/agent.ts";
import type { HttpRequest } from "../../shared/base/http.ts";
import { httpFallback } from "../../shared/fallback/http-fallback.ts";
import { serve } from "../../shared/local/serve.ts";
import { aMessage } from "../contracts/fallback-contract.ts";
import { listen } from "../support/listen.ts";

const PAGE = await readFile(new URL("../../docs/outbound.md", import.meta.url), "utf8");
const agents = readAgents('[{"channel":"rcs","agent":"my_agent"}]');
const read = readOutbound({ agents, conversationKey: "key" }, { now: () => new Date() });
const requests = blocks("json");

function blocks(language: string): readonly string[] {
  return [...PAGE.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, "gs"))].map(([, block = ""]) => block);
}

describe("docs/outbound.md", () => {
  it.each(requests)("shows a request that is understood: %s", (request) => {
    expect(read({ bytes: Buffer.from(request), attributes: {} })).toMatchObject({ address: "+447700900123" });
  });

  it("shows how a request is published to the emulator", async () => {
    const folder = await mkdtemp(join(tmpdir(), "heliograph-outbound-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    await writeFile(join(folder, "request.json"), requests[0] ?? "");
    const emulator = await listen(() => 200);
    const script = blocks("sh").find((block) => block.startsWith("curl")) ?? "";
    const env = { ...process.env, PUBSUB_EMULATOR_HOST: emulator.host };
    await promisify(execFile)("sh", ["-c", script], { cwd: folder, env });
    const data = Buffer.from(requests[0] ?? "").toString("base64");
    expect(emulator.requests).toMatchObject([
      { url: "/v1/projects/my-project/topics/heliograph-outbound:publish", body: { messages: [{ data }] } },
    ]);
  });

  it.each([
    ["accepts what was signed", "key", 0, true],
    ["refuses another key", "other", 0, false],
    ["refuses what is old", "key", 301_000, false],
  ])("shows a verification that %s", async (_claim, key, aheadMs, isAccepted) => {
    const { isGenuine } = await import(`data:text/javascript,${encodeURIComponent(blocks("js")[0] ?? "")}`);
    const { body, headers } = await takeOne();
    expect(isGenuine(headers["x-heliograph-signature"], body, key, Date.now() + aheadMs)).toBe(isAccepted);
  });
});

/** A request as a gateway gets it. */
async function takeOne(): Promise<HttpRequest> {
  const { promise, resolve } = Promise.withResolvers<HttpRequest>();
  const gateway = await serve(
    async (request) => {
      resolve(request);
      return { status: 200 };
    },
    { port: 0 },
  );
  onTestFinished(() => gateway.close());
  await httpFallback({ url: gateway.url, key: "key" }).say(aMessage());
  return promise;
}
