import { describe, expect, test } from "vitest";
import type { Platform } from "../../../simulator/platform.ts";
import { startPlatform } from "../../../simulator/platform.ts";
import { call, clock, PHONE, refused } from "../../support/api-client.ts";
import { listen } from "../../support/listen.ts";

const AGENT = "/v1/brands/demo-brand/agents/demo_agent";
const TOKEN = "the-token";
const webhook = (webhookUri: string, verificationToken = TOKEN) => ({
  agentWebhookIntegration: { webhookUri, verificationToken },
});
const create = (platform: Platform, body: unknown) => call(platform, ["POST", `${AGENT}/integrations`], body);

/** A bot that answers the handshake of whoever knows its token. */
function bot() {
  return listen(({ body }) => {
    const { clientToken, secret } = body as { readonly clientToken?: string; readonly secret?: string };
    if (secret === undefined) return 200;
    return clientToken === TOKEN ? { status: 200, body: secret } : 403;
  });
}

describe("platform, an agent's webhook", () => {
  test("gets what its users say in place of the partner's webhook, until it is deleted", async () => {
    const [partner, own] = [await bot(), await bot()];
    await using platform = await startPlatform({ clock, webhook: { url: partner.url, token: TOKEN } });
    const user = platform.rcsHandset({ agent: "demo_agent", phone: PHONE });
    const { body } = await create(platform, webhook(`${own.url}/rcs`));
    const { name } = body as { readonly name: string };
    await user.says("Hello");
    // The first one was the handshake.
    expect([own.requests.length, partner.requests.length]).toEqual([2, 0]);
    await call(platform, ["DELETE", `/v1/${name}`]);
    await user.says("Hello again");
    expect([own.requests.length, partner.requests.length]).toEqual([2, 1]);
  });

  test("is told without its token", async () => {
    const { url } = await bot();
    await using platform = await startPlatform({ clock });
    const { body } = await create(platform, webhook(url));
    expect(body).toEqual({
      name: expect.stringMatching(/^brands\/demo-brand\/agents\/demo_agent\/integrations\/./),
      status: "ENABLED",
      agentWebhookIntegration: { webhookUri: url },
    });
    expect(await call(platform, ["GET", `${AGENT}/integrations`])).toMatchObject({ body: { integrations: [body] } });
  });

  test.each([
    ["its URL", { agentWebhookIntegration: {} }, "/new"],
    ["nothing that the mask does not name", { agentWebhookIntegration: { verificationToken: "wrong" } }, "/new"],
  ])("is changed by PATCH: %s", async (_what, more, path) => {
    const { url } = await bot();
    await using platform = await startPlatform({ clock });
    const { body } = await create(platform, webhook(url));
    const { name } = body as { readonly name: string };
    const change = { agentWebhookIntegration: { ...more.agentWebhookIntegration, webhookUri: `${url}${path}` } };
    const query = "?updateMask=agentWebhookIntegration.webhook_uri";
    expect(await call(platform, ["PATCH", `/v1/${name}${query}`], change)).toMatchObject({
      status: 200,
      body: { agentWebhookIntegration: { webhookUri: `${url}${path}` } },
    });
  });

  test.each([
    ["it answers the handshake with another status", async () => webhook((await bot()).url, "another-token")],
    ["nobody answers there", async () => webhook("http://127.0.0.1:9/rcs")],
    ["it is no URL", async () => webhook("the-bot")],
  ])("is refused when %s", async (_what, body) => {
    await using platform = await startPlatform({ clock });
    expect(await create(platform, await body())).toMatchObject(refused(400, "INVALID_ARGUMENT"));
    expect(await call(platform, ["GET", `${AGENT}/integrations`])).toMatchObject({ body: { integrations: [] } });
  });
});

describe("platform, lists of agents", () => {
  test("leave out those that are archived, which can be asked for by name", async () => {
    await using platform = await startPlatform({ clock, agents: ["one", "two"] });
    platform.setAgent("two", { isArchived: true });
    const { body } = await call(platform, ["GET", "/v1/brands/demo-brand/agents"]);
    expect(body).toMatchObject({ agents: [{ name: "brands/demo-brand/agents/one" }] });
    expect(await call(platform, ["GET", "/v1/brands/demo-brand/agents/two"])).toMatchObject({ status: 200 });
  });

  test("come page by page", async () => {
    await using platform = await startPlatform({ clock, agents: ["one", "two", "three"] });
    const names: string[] = [];
    for (let token: string | undefined = ""; token !== undefined; ) {
      const { body } = await call(platform, ["GET", `/v1/brands/demo-brand/agents?pageSize=2&pageToken=${token}`]);
      const page = body as { readonly agents: readonly { readonly name: string }[]; readonly nextPageToken?: string };
      names.push(...page.agents.map(({ name }) => name.split("/").at(-1) ?? ""));
      token = page.nextPageToken;
    }
    expect(names).toEqual(["one", "two", "three"]);
  });
});
