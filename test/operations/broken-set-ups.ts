import { DEMO_TOKENS } from "../../cli/demo-agents.ts";
import type { LocalSystem } from "../../cli/local-system.ts";
import type { Operator } from "../../operations/operator.ts";
import { isAbsent } from "../../operations/set-up.ts";
import { pointWebhook } from "../../operations/setup/point-webhook.ts";
import type { Agent } from "../../shared/base/agent.ts";
import { systemClock } from "../../shared/google/clock.ts";
import { rcsAgentRegistry } from "../../shared/google/rcs/agent-registry.ts";
import { type Break, type BrokenRow, type DoctorBench, RCS } from "../support/doctor-bench.ts";
import { listen } from "../support/listen.ts";

const HOUR_MS = 3_600_000;
const agent =
  (more: Parameters<LocalSystem["platform"]["setAgent"]>[1]): Break =>
  ({ system }) =>
    system.platform.setAgent(RCS.agent, more);
const setUpWith =
  (more: Partial<Operator["setUp"]>): Break =>
  (bench) => {
    bench.operator = { ...bench.operator, setUp: { ...bench.operator.setUp, ...more } };
  };
const agentsWith = (more: Partial<Agent>): Break => setUpWith({ agents: async () => [{ ...RCS, ...more }] });
const put =
  (topic: "message-dead" | "parked"): Break =>
  ({ operator }) =>
    operator.publisher.publish(topic, { bytes: Buffer.from("{}"), attributes: { reason: "failed" } });

/** What is wrong with tokens, ingress, clocks and agents, and what waits. */
export const BROKEN_SET_UPS: readonly BrokenRow[] = [
  [
    "a token that ingress does not have",
    setUpWith({ clientTokens: async () => JSON.stringify({ ...DEMO_TOKENS, demo_agent: ["another"] }) }),
    /handshake of rcs with the token of demo_agent is refused/,
    /client_tokens|CLIENT_TOKENS/,
  ],
  [
    "an agent without a token",
    setUpWith({ clientTokens: async () => JSON.stringify({ "brands/demo/agents/demo": ["demo-token"] }) }),
    /the key ring has no token of demo_agent/,
    /client_tokens/,
  ],
  [
    "an ingress that nobody reaches",
    ingressAt("http://127.0.0.1:9"),
    /ingress does not answer.*ECONN|bad port/,
    /--url/,
  ],
  [
    "an ingress that takes everything",
    ingressOf(200),
    /answers 200 to a webhook that is not signed/,
    /what is deployed/,
  ],
  ["an ingress that nobody may call", ingressOf(403), /answers 403 at .*health/, /forbids allUsers/],
  [
    "a clock that is an hour off",
    (bench) => Object.assign(bench, { operator: late(bench.operator) }),
    /clock is 60 min ahead/,
    /NTP/,
  ],
  ["an agent of nobody's", withoutBrands, /demo_agent: no brand of the account has it/, /AGENTS/],
  ["an agent that is archived", agent({ isArchived: true }), /demo_agent: archived/, /unarchive/],
  ["an agent that is not launched", agent({ launches: {} }), /launched with no carrier/, /setup testers/],
  [
    "an agent for several uses without a traffic type",
    agent({ useCase: "MULTI_USE" }),
    /MULTI_USE.*no trafficType/,
    /set trafficType/,
  ],
  [
    "an agent in another region",
    agentsWith({ region: "us" }),
    /hosted in EUROPE, and AGENTS says us/,
    /region .* to europe/,
  ],
  [
    "a webhook that is set elsewhere",
    moveWebhook,
    /webhook is set to another place/,
    /setup webhook http.*--agent demo_agent/,
  ],
  ["dead letters", put("message-dead"), /1 dead letters wait/, /dead-letters redrive/],
  ["a parked webhook", put("parked"), /1 parked webhooks wait/, /parked redrive/],
  [
    "a timer that is late",
    setUpWith({
      timers: {
        count: async (now) => ({ waiting: 1, isMore: false, overdueSince: new Date(now.getTime() - HOUR_MS) }),
      },
    }),
    /1 timers wait, and the first has been due for 60 min/,
    /resume the queue/,
  ],
];

function ingressAt(url: string): Break {
  return (bench) => {
    const { setUp } = bench.operator;
    bench.operator = { ...bench.operator, setUp: { ...setUp, ingress: () => setUp.ingress(url) } };
  };
}

function ingressOf(status: number): Break {
  return async (bench) => ingressAt((await listen(() => ({ status }))).url)(bench);
}

function late(operator: Operator): Operator {
  return { ...operator, clock: { ...operator.clock, now: () => new Date(systemClock.now().getTime() + HOUR_MS) } };
}

async function moveWebhook({ operator }: DoctorBench): Promise<void> {
  const { url } = await listen(({ body }) => ({ status: 200, body: (body as { readonly secret: string }).secret }));
  await Array.fromAsync(pointWebhook.run({ url: `${url}/rcs` }, operator, new AbortController().signal));
}

async function withoutBrands(bench: DoctorBench): Promise<void> {
  const { url } = await listen(() => ({ status: 200, body: {} }));
  const account = await bench.operator.setUp.account();
  if (isAbsent(account)) throw new Error("Expected an account");
  setUpWith({ account: async () => ({ ...account, registry: rcsAgentRegistry({ base: url }) }) })(bench);
}
