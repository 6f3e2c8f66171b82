import { describe, expect, it } from "vitest";
import { PermanentError, UnauthorisedError } from "../../../../shared/base/errors.ts";
import { agentId } from "../../../../shared/base/ids.ts";
import { rcsAgentRegistry } from "../../../../shared/google/rcs/agent-registry.ts";
import { rcsApiCheck } from "../../../../shared/google/rcs/api-check.ts";
import { openRcs } from "../../../../shared/google/rcs/open-rcs.ts";
import { startPlatform } from "../../../../simulator/platform.ts";
import { failuresNaming, failuresOf } from "../../../support/api-stub.ts";
import { listen } from "../../../support/listen.ts";

const clock = { now: () => new Date("2026-11-20T10:15:15Z") };
const SHOP = agentId("rcs", "shop");
const TOKEN = "the-token";

/** A bot that answers the handshake. */
function bot() {
  return listen(({ body }) => {
    const { clientToken, secret } = body as { readonly clientToken: string; readonly secret: string };
    return clientToken === TOKEN ? { status: 200, body: secret } : 403;
  });
}

async function open(options: Partial<Parameters<typeof startPlatform>[0]> = {}) {
  const platform = await startPlatform({ clock, agents: ["other", "shop@rbm.goog"], ...options });
  const registry = rcsAgentRegistry({ base: platform.url });
  return { platform, registry, [Symbol.asyncDispose]: () => platform.close() };
}

describe("rcsAgentRegistry()", () => {
  it("finds an agent with any of the account's brands, also when it is archived, and reads how it is set up", async () => {
    await using opened = await open();
    opened.platform.setAgent("other", { brand: "first-brand" });
    opened.platform.setAgent("shop", {
      useCase: "MULTI_USE",
      billingCategory: "NON_CONVERSATIONAL",
      hostingRegion: "ASIA_PACIFIC",
      isArchived: true,
      launches: { "/v1/regions/fi-rcs": "LAUNCHED", "/v1/regions/other": "REJECTED" },
    });
    expect(await opened.registry.find(SHOP)).toEqual({
      name: "brands/demo-brand/agents/shop",
      displayName: "Demo",
      useCase: "multi-use",
      billing: "non-conversational",
      region: "asia",
      isArchived: true,
      launches: [
        { carrier: "fi-rcs", state: "launched" },
        { carrier: "other", state: "rejected" },
      ],
    });
  });

  it("finds no agent that no brand has", async () => {
    await using opened = await open();
    expect(await opened.registry.find(agentId("rcs", "nobody"))).toBeUndefined();
    const setting = opened.registry.setWebhook(agentId("rcs", "nobody"), { url: "https://example.com", token: TOKEN });
    await expect(setting).rejects.toThrow(/the agent nobody.*AGENTS/);
  });

  it("sets a webhook, moves it, and removes it", async () => {
    await using opened = await open();
    const { url } = await bot();
    const { registry } = opened;
    const seen: (string | undefined)[] = [await registry.webhookOf(SHOP)];
    await registry.setWebhook(SHOP, { url: `${url}/old`, token: TOKEN });
    seen.push(await registry.webhookOf(SHOP));
    await registry.setWebhook(SHOP, { url: `${url}/new`, token: TOKEN });
    seen.push(await registry.webhookOf(SHOP));
    await registry.removeWebhook(SHOP);
    await registry.removeWebhook(SHOP);
    expect([...seen, await registry.webhookOf(SHOP)]).toEqual([undefined, `${url}/old`, `${url}/new`, undefined]);
  });

  it("leaves the old webhook where the new one does not answer the handshake", async () => {
    await using opened = await open();
    const { url } = await bot();
    await opened.registry.setWebhook(SHOP, { url, token: TOKEN });
    await expect(opened.registry.setWebhook(SHOP, { url, token: "another" })).rejects.toThrow(PermanentError);
    expect(await opened.registry.webhookOf(SHOP)).toBe(url);
  });

  it("reads how the agent does in each country, and no other agent", async () => {
    await using opened = await open();
    opened.platform.setAgent("shop", { performances: [{ country: "IN", reputation: "LOW", trafficLimit: 2 }] });
    expect(await opened.registry.performanceOf(SHOP)).toEqual([{ country: "IN", reputation: "low", trafficLimit: 2 }]);
  });

  it("reads every page of brands", async () => {
    const pages = [{ brands: [{ name: "brands/a" }], nextPageToken: "2" }, { brands: [{ name: "brands/b" }] }];
    const { url, requests } = await listen(({ url: path = "" }) => {
      if (path.startsWith("/v1/brands?")) return { status: 200, body: pages[path.includes("pageToken=2") ? 1 : 0] };
      return path.startsWith("/v1/brands/b/") ? { status: 200, body: {} } : 404;
    });
    expect(await rcsAgentRegistry({ base: url }).find(SHOP)).toMatchObject({ name: "brands/b/agents/shop" });
    expect(requests.map(({ url: path }) => path)).toContain("/v1/brands/a/agents/shop");
  });

  it("understands words that this release does not know", async () => {
    const agent = { rcsBusinessMessagingAgent: { agentUseCase: "NEW", hostingRegion: "MOON" } };
    const { url } = await listen(({ url: path = "" }) => ({
      status: 200,
      body: path.startsWith("/v1/brands?") ? { brands: [{ name: "brands/a" }] } : path.endsWith("launch") ? {} : agent,
    }));
    const found = {
      name: "brands/a/agents/shop",
      isArchived: false,
      launches: [],
      useCase: "unknown",
      region: "unknown",
    };
    expect(await rcsAgentRegistry({ base: url }).find(SHOP)).toEqual(found);
  });

  it("names the method that fails", async () => {
    const failures = await failuresOf((base) => rcsAgentRegistry({ base }).performanceOf(SHOP));
    expect(failures).toEqual(failuresNaming("analytics.agentPerformances.list"));
  });
});

describe("rcsApiCheck()", () => {
  const check = (base: string) =>
    rcsApiCheck(openRcs([{ channel: "rcs", agent: SHOP, region: "europe" }], { base })).check(SHOP);

  it("is content when Google refuses to look up nobody", async () => {
    await using opened = await open();
    await expect(check(opened.platform.url)).resolves.toBeUndefined();
  });

  it.each([
    [401, UnauthorisedError],
    [403, PermanentError],
  ])("fails when Google answers %i", async (status, kind) => {
    const { url } = await listen(() => status);
    await expect(check(url)).rejects.toThrow(kind);
  });
});
