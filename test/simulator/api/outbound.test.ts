import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type Platform, startPlatform } from "../../../simulator/platform.ts";
import type { PhoneProfile } from "../../../simulator/state/phone-profile.ts";
import { call, PHONE, upload } from "../../support/api-client.ts";

const FIXTURES = new URL("../../fixtures/outbound/", import.meta.url);
const AGENT = "growing_tree_bank_x1y2z3w4_agent";
const MICROSECONDS = /(\.\d{3})\d{3}Z$/;

interface Exchange {
  readonly name: string;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly query: Readonly<Record<string, string>>;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: Readonly<Record<string, unknown>> | string;
  };
  readonly response: { readonly status: number; readonly body: Readonly<Record<string, unknown>> };
}

const { calls }: { readonly calls: readonly Exchange[] } = JSON.parse(
  readFileSync(new URL("rcs.json", FIXTURES), "utf8"),
);

/** What must be so for a recorded answer. */
const PROFILES: Readonly<Record<string, PhoneProfile>> = {
  "agentMessages.create not reachable": { reach: "no-rcs" },
  "agentMessages.create unlaunched agent to non-tester": { reach: "testers-only" },
  "phones.getCapabilities not reachable": { reach: "not-launched-here" },
  "phones.getCapabilities reachable, no features": { features: [] },
};

const send = ([message]: readonly Exchange[], platform: Platform) =>
  message === undefined ? undefined : ask(platform, message);

const BEFORE: Readonly<Record<string, (platform: Platform) => unknown>> = {
  "agentMessages.create per-user traffic limit of the agent": (platform) =>
    platform.addCallFault({ at: "before", response: { status: 429 } }),
  "agentMessages.create over quota": (platform) => platform.addCallFault({ at: "before", response: { status: 429 } }),
  "agentMessages.delete revoked": async (platform) => {
    await platform.setPhone("rcs", PHONE, { reach: "offline" });
    await send(calls, platform);
  },
  "agentMessages.delete already delivered": (platform) => send(calls, platform),
  "testers.get": (platform) => platform.answerInvitation(AGENT, PHONE, "ACCEPTED"),
  "testers.delete": (platform) => platform.answerInvitation(AGENT, PHONE, "ACCEPTED"),
};

function ask(platform: Platform, { request: { method, url, query, headers, body } }: Exchange) {
  const path = `${new URL(url).pathname}?${new URLSearchParams(query)}`;
  return call(platform, [method, path], body, { "content-type": headers["content-type"] ?? "application/json" });
}

/** The platform counts in milliseconds, makes other file names, and writes its own error texts. */
function expected(value: unknown): unknown {
  if (typeof value === "string" && value.startsWith("files/exampleUid")) return expect.stringMatching(/^files\/./);
  if (typeof value === "string") return value.replace(MICROSECONDS, "$1Z");
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(expected);
  const members = Object.entries(value).filter(([key]) => key !== "sendTime" && key !== "message");
  return Object.fromEntries(members.map(([key, member]) => [key, expected(member)]));
}

const clock = { now: () => new Date("2026-11-20T10:14:59.120Z") };

/** Shortened in the fixture: two numbers stand for five hundred and more. */
function grow(exchange: Exchange): Exchange {
  const { body } = exchange.request;
  if (typeof body !== "object" || !Array.isArray(body.users)) return exchange;
  const more = Array.from({ length: 500 }, (_, index) => `+4477009${String(index).padStart(5, "0")}`);
  const users = [...new Set([...body.users, ...more])];
  return { ...exchange, request: { ...exchange.request, body: { ...body, users } } };
}

/** The names of the recorded files are Google's own: here they are uploaded first. */
async function nameFiles(platform: Platform, exchange: Exchange): Promise<Exchange> {
  const name = await upload(platform, AGENT);
  return JSON.parse(JSON.stringify(exchange).replaceAll(/files\/exampleUid\d+/g, name));
}

describe("platform, recorded calls of RCS", () => {
  test.each(calls.map(grow))("$name", async (exchange) => {
    const { name, response } = exchange;
    await using platform = await startPlatform({ clock, agents: [AGENT], regions: "checked" });
    await platform.setPhone("rcs", PHONE, PROFILES[name] ?? {});
    await platform.setPhone("rcs", "+12025550123", { carrier: "example-us-carrier" });
    const asked = await nameFiles(platform, exchange);
    await BEFORE[name]?.(platform);
    const { status, body } = await ask(platform, asked);
    if (name === "users.batchGet") {
      expect({ status, body }).toMatchObject({
        status: 200,
        body: { reachableUsers: expect.arrayContaining([PHONE]) },
      });
      return;
    }
    expect({ status, body }).toMatchObject({ status: response.status, body: expected(response.body) });
  });
});

describe("platform, recorded calls of Business Messages", () => {
  const folder = new URL("business-messages/", FIXTURES);
  test.each(readdirSync(folder))("%s", async (file) => {
    const body: Readonly<Record<string, unknown>> = JSON.parse(readFileSync(new URL(file, folder), "utf8"));
    const kind = file.split(/[-.]/)[0] ?? "";
    const [method, path, name] = {
      message: ["POST", "messages", `messages/${body.messageId}`],
      event: ["POST", "events?eventId=e1", "events/e1"],
      survey: ["POST", "surveys?surveyId=s1", "surveys/s1"],
      receipt: ["PATCH", "messages/M1/receipt", "messages/M1/receipt"],
    }[kind] ?? ["", "", ""];
    await using platform = await startPlatform({ clock, conversations: { c1: "brands/b/agents/a" } });
    expect(await call(platform, [method ?? "", `/v1/conversations/c1/${path}`], body)).toMatchObject({
      status: 200,
      body: { ...body, name: `conversations/c1/${name}` },
    });
  });
});
