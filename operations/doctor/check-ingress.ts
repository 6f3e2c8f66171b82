import { agentId, type Channel, channelOf } from "../../shared/base/ids.ts";
import { isObject, parseJson } from "../../shared/base/json.ts";
import { messageOf } from "../../shared/base/message-of.ts";
import type { Clock } from "../../shared/ports/clock.ts";
import type { IngressAnswer, IngressCaller, IngressRequest } from "../../shared/ports/ingress-caller.ts";
import { claim, type Finding, ok, unknown, warning, wrong } from "./finding.ts";

/** What ingress is asked about. */
export interface IngressQuestion {
  readonly channels: readonly Channel[];
  /** The newest token of each owner in the key ring: an agent by its short name, or `*`. */
  readonly tokens: readonly { readonly owner: string; readonly token: string }[];
}

/** Google's own clocks and those of phones differ by seconds. */
const MAX_SKEW_MS = 60_000;
/** Nobody has it: a key ring holds what people have chosen or drawn, and no sentence. */
const WRONG_TOKEN = "a token that heliograph doctor made up";
const SECRET = "heliograph-doctor";
const REFUSED = "403 means that nobody may call ingress: terraform/README.md, Where the organisation forbids allUsers";
const OPEN = "look at what is deployed: it takes what nobody has signed";

/** What must be refused. None of it has a signature that could be right, so none becomes a conversation. */
const VECTORS: readonly (IngressRequest & { readonly what: string; readonly wanted: number })[] = [
  { what: "a webhook that is not signed", wanted: 401, ...webhook({}) },
  { what: "a signature that is none", wanted: 401, ...webhook({ "x-goog-signature": "none" }) },
  { what: "a signature of another key", wanted: 401, ...webhook({ "x-goog-signature": `${"A".repeat(86)}==` }) },
  { what: "a handshake with another token", wanted: 403, ...handshake("/rcs", WRONG_TOKEN) },
];

/** Asks ingress as Google and as a stranger would. @param clock This machine's, to be compared with that of ingress. */
export async function checkIngress(
  caller: IngressCaller,
  { channels, tokens }: IngressQuestion,
  clock: Clock | undefined,
): Promise<readonly Finding[]> {
  const health = await reach(caller);
  if (typeof health === "string")
    return [wrong(`ingress does not answer at ${caller.url}: ${health}`, "check --url, and that ingress is deployed")];
  const findings: Finding[] = [
    claim(health.status === 200, `ingress answers at ${caller.url}`, [
      `ingress answers ${health.status} at ${caller.url}/health, not 200`,
      REFUSED,
    ]),
    ...(clock === undefined ? [] : [checkClock(health, clock)]),
  ];
  for (const { what, wanted, ...request } of VECTORS) {
    const { status } = await caller.ask(request);
    const mend = status === 200 ? OPEN : REFUSED;
    findings.push(claim(status === wanted, `ingress refuses ${what}`, [`ingress answers ${status} to ${what}`, mend]));
  }
  for (const { owner, token } of tokens) findings.push(...(await shakeHands(caller, channels, { owner, token })));
  return findings;
}

async function reach(caller: IngressCaller): Promise<IngressAnswer | string> {
  try {
    return await caller.ask({ method: "GET", path: "/health" });
  } catch (error) {
    return messageOf(error);
  }
}

/** Whoever answers tells its time, and Google's is right. */
function checkClock({ at }: IngressAnswer, clock: Clock): Finding {
  if (at === undefined) return unknown("the clock: ingress does not tell its time");
  const skewMs = clock.now().getTime() - at.getTime();
  if (Math.abs(skewMs) <= MAX_SKEW_MS) return ok("this machine's clock is right");
  const [minutes, side] = [Math.round(Math.abs(skewMs) / 60_000), skewMs > 0 ? "ahead of" : "behind"];
  const mend =
    "set the clock by NTP: Google refuses tokens of a clock that is off, and times that you name mean others";
  return wrong(`this machine's clock is ${minutes} min ${side} that of ingress`, mend);
}

/** Does what Google does when somebody clicks Verify. */
async function shakeHands(
  caller: IngressCaller,
  channels: readonly Channel[],
  { owner, token }: IngressQuestion["tokens"][number],
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const channel of channels.filter((one) => owner === "*" || (one === "rcs") === !owner.includes("/"))) {
    const { status, body } = await caller.ask(handshake(`/${channel}`, token));
    const what = `the handshake of ${channel} with the token of ${owner}`;
    if (status === 200 && body === SECRET) findings.push(ok(`${what} is answered with the bare secret`));
    else findings.push(wrong(...badHandshake(what, status)));
  }
  return findings;
}

function badHandshake(what: string, status: number): readonly [string, string] {
  if (status === 403)
    return [
      `${what} is refused: ingress has no such token`,
      "put the token of Google's console into client_tokens, raise client_tokens_version and run terraform apply; or set CLIENT_TOKENS to what it is",
    ];
  if (status === 200)
    return [
      `${what} is answered with another body`,
      "check that the URL is that of ingress itself, without a proxy's page",
    ];
  return [`${what} is answered ${status}`, REFUSED];
}

function handshake(path: string, clientToken: string): IngressRequest {
  return { method: "POST", path, body: JSON.stringify({ clientToken, secret: SECRET }) };
}

function webhook(headers: Readonly<Record<string, string>>): IngressRequest {
  return { method: "POST", path: "/rcs", body: JSON.stringify({ heliograph: "doctor" }), headers };
}

/** The newest token of each owner in a key ring's JSON. */
export function newestTokens(ring: string): IngressQuestion["tokens"] {
  const json = parseJson(ring);
  if (!isObject(json)) return [];
  return Object.entries(json).flatMap(([owner, tokens]) => {
    const newest: unknown = Array.isArray(tokens) ? tokens[0] : tokens;
    return typeof newest === "string" ? [{ owner: agentId(channelOf(owner), owner), token: newest.trim() }] : [];
  });
}

/** An agent whose webhooks ingress could not verify. */
export function checkRing(tokens: IngressQuestion["tokens"], agents: readonly string[]): readonly Finding[] {
  const owners = new Set<string>(tokens.map(({ owner }) => owner));
  const lacking = agents.filter((agent) => !owners.has(agent) && !owners.has("*"));
  if (tokens.length === 0)
    return [wrong("the key ring is no JSON object of tokens", 'set CLIENT_TOKENS as {"my_agent": ["token"]}')];
  const extra = [...owners].filter((owner) => owner !== "*" && !agents.includes(owner));
  return [
    ...lacking.map((agent) =>
      wrong(`the key ring has no token of ${agent}`, `add ${agent} to client_tokens, or a token of the partner as "*"`),
    ),
    ...extra.map((owner) =>
      warning(`the key ring has a token of ${owner}, which AGENTS lacks`, "add it to AGENTS, or take its token away"),
    ),
    ...(lacking.length === 0 ? [ok("the key ring has a token for each agent")] : []),
  ];
}
