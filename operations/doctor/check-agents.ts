import type { Agent } from "../../shared/base/agent.ts";
import type { AgentPerformance, RegisteredAgent } from "../../shared/ports/agent-registry.ts";
import type { GoogleAccount } from "../set-up.ts";
import { claim, examine, type Finding, ok, unknown, warning, wrong } from "./finding.ts";

/** In Google's words, as its console shows them. */
const REGION_NAMES = { us: "NORTH_AMERICA", europe: "EUROPE", asia: "ASIA_PACIFIC" } as const;

/** @see https://developers.google.com/business-communications/rcs-business-messaging/guides/get-started/partner-account */
const PARTNERS = "only Google's console shows it, in Partner account settings";

/** Looks at one agent of RCS as Google has it. @param url The webhook that it should have; `undefined` when nobody knows. */
export async function checkAgent(
  agent: Agent,
  { registry, api }: GoogleAccount,
  url: string | undefined,
): Promise<readonly Finding[]> {
  const { agent: id } = agent;
  const called = await examine(`${id}: the messaging API`, async () => {
    await api.check(id);
    const where = agent.region === undefined ? "the global host" : `region ${agent.region}`;
    return [ok(`${id}: the messaging API can be called at ${where}`)];
  });
  const set = await examine(`${id}: how it is set up`, async () => {
    const found = await registry.find(id);
    if (found === undefined) return [notFound(id)];
    const webhook = checkWebhook(id, await registry.webhookOf(id), url);
    return [...checkRecord(agent, found), webhook, ...checkPerformance(id, await registry.performanceOf(id))];
  });
  return [...called.map((finding) => asWrong(finding, id)), ...set];
}

/** An API that cannot be called is no gap in what is known: nothing would be sent. */
function asWrong(finding: Finding, id: string): Finding {
  if (finding.level !== "unknown") return finding;
  const mend = `register the account that calls for the agent ${id} (API_IMPERSONATE, API_CREDENTIALS_FILE), and check the agent's region in AGENTS`;
  return wrong(finding.says, mend);
}

function notFound(id: string): Finding {
  return wrong(
    `${id}: no brand of the account has it`,
    "check the agent's name in AGENTS, and which account calls: API_IMPERSONATE or API_CREDENTIALS_FILE",
  );
}

function checkRecord(agent: Agent, found: RegisteredAgent): readonly Finding[] {
  const { agent: id } = agent;
  return [
    claim(!found.isArchived, `${id}: not archived`, [
      `${id}: archived`,
      "unarchive it in Google's console, or take it out of AGENTS",
    ]),
    checkUse(agent, found),
    checkRegion(agent, found),
    found.billing === undefined || found.billing === "unknown"
      ? unknown(`${id}: its billing category`, "look at it in Google's console: it decides what a message costs")
      : ok(`${id}: billed as ${found.billing}`),
    ...checkLaunches(id, found.launches),
  ];
}

/** @see https://developers.google.com/business-communications/rcs-business-messaging/guides/learn/agent-use-cases */
function checkUse({ agent: id, trafficType }: Agent, { useCase = "unknown" }: RegisteredAgent): Finding {
  if (useCase === "unknown") return unknown(`${id}: its use case`);
  if (useCase === "multi-use")
    return claim(trafficType !== undefined, `${id}: for several uses, and its messages say ${trafficType}`, [
      `${id}: for several uses (MULTI_USE), and AGENTS has no trafficType: Google refuses its messages`,
      "set trafficType of the agent in AGENTS (traffic_type in Terraform), such as TRANSACTION",
    ]);
  return ok(`${id}: for ${useCase} messages`);
}

function checkRegion({ agent: id, region }: Agent, found: RegisteredAgent): Finding {
  if (found.region === undefined || found.region === "unknown") return unknown(`${id}: its hosting region`);
  const name = REGION_NAMES[found.region];
  if (region === undefined) return ok(`${id}: hosted in ${name}, called at the global host`);
  return claim(region === found.region, `${id}: hosted in ${name}, as AGENTS says`, [
    `${id}: hosted in ${name}, and AGENTS says ${region}`,
    `set region of the agent in AGENTS to ${found.region}`,
  ]);
}

function checkLaunches(id: string, launches: RegisteredAgent["launches"]): readonly Finding[] {
  const isLive = launches.some(({ state }) => state === "launched");
  const live = launches.filter(({ state }) => state === "launched").map(({ carrier }) => carrier);
  const troubled = launches.filter(({ state }) => ["pending", "rejected", "suspended"].includes(state));
  return [
    claim(isLive, `${id}: launched with ${live.join(", ")}`, [
      `${id}: launched with no carrier: it reaches testers only`,
      "request its launch in Google's console; until then invite testers with npx heliograph setup testers",
    ]),
    ...troubled.map(({ carrier, state }) =>
      warning(
        `${id}: ${state} with ${carrier}`,
        `see the launch of ${id} in Google's console: it says what ${carrier} wants`,
      ),
    ),
  ];
}

function checkWebhook(id: string, webhook: string | undefined, wanted: string | undefined): Finding {
  if (webhook === undefined)
    return unknown(
      `${id}: its webhook is that of its partner, for all agents without one of their own: ${PARTNERS}`,
      `compare it there${wanted === undefined ? "" : ` with ${wanted}`}; or give the agent its own with npx heliograph setup webhook`,
    );
  if (wanted === undefined) return unknown(`${id}: its webhook is ${hostOf(webhook)}`, "name --url to compare it");
  return claim(webhook === wanted, `${id}: its webhook is ours`, [
    `${id}: its webhook is set to another place: ${hostOf(webhook)}`,
    `npx heliograph setup webhook ${wanted} --agent ${id}`,
  ]);
}

/** Without the query, which may hold somebody's secret. */
function hostOf(url: string): string {
  return url.replace(/\?.*/, "");
}

function checkPerformance(id: string, all: readonly AgentPerformance[]): readonly Finding[] {
  return all.map(({ country, reputation = "unknown", trafficLimit }) => {
    const limit =
      trafficLimit === undefined ? "no traffic limit" : `at most ${trafficLimit} first messages a user in 28 days`;
    const says = `${id}: in ${country} its reputation is ${reputation}, ${limit}`;
    if (reputation !== "low" && trafficLimit === undefined) return ok(says);
    return warning(
      says,
      "send fewer promotions, to people who want them: see the agent's analytics in Google's console",
    );
  });
}
