import type { CampaignFact, CampaignReport, HoldReason } from "../../operations/campaign/campaign-facts.ts";
import type { CampaignStanding } from "../../operations/campaign/control-campaign.ts";
import type { CampaignPlan, PlanFact } from "../../operations/campaign/plan-campaign.ts";
import type { Console } from "../console.ts";

const COSTS = {
  basic: "basic messages: a text alone, of at most 160 bytes",
  single: "single messages: longer, or with more than text",
  "us-rich": "segments of rich messages, USA and Canada",
  "us-rich-media": "rich media messages, USA and Canada",
} as const;

const WAITS: Readonly<Record<HoldReason, string>> = {
  paused: "it is paused; heliograph campaign resume goes on",
  "outbound-paused": "outbound requests or the agent are paused; heliograph resume goes on",
  night: "it is night for all who are left",
  "daily-limit": "the agent's limit of today is reached",
  "nobody-takes": "nobody takes what was published: does the function outbound, or npm start, run?",
};

/** Shows what a campaign would do. */
export function showPlan(fact: PlanFact, console: Console): string | undefined {
  switch (fact.type) {
    case "mistake":
      return `line ${fact.line}: ${fact.what}`;
    case "progress":
      console.progress(
        `${fact.step === "reach" ? "Asking whom RCS reaches" : "Reading history"}: ${fact.done} of ${fact.of}`,
      );
      return undefined;
    case "plan":
      return planLines(fact).join("\n");
  }
}

function planLines(plan: CampaignPlan): readonly string[] {
  const { name, agent, people, toSend, asleep, firstWakes, costs } = plan;
  return [
    `${name}: ${people} people in the list of ${agent}`,
    ...row(toSend, "to be sent"),
    ...some(asleep, `of them when their day begins, the first at ${firstWakes}`),
    ...some(plan.byFallback, "of them by the fallback: RCS does not reach them, or not for now"),
    ...some(plan.known, "have it already"),
    ...some(plan.optedOut, "have unsubscribed"),
    ...some(plan.unreachable, "are not reached by RCS"),
    ...some(plan.overLimit, "may get no more first messages of the agent for now"),
    ...limitLines(plan),
    ...Object.entries(costs).flatMap(([costClass, units]) => row(units, `${COSTS[costClass as keyof typeof COSTS]}`)),
  ];
}

function limitLines({ limits, reachUnknown, limitsUnknown }: CampaignPlan): readonly string[] {
  const [unknown, reached] = ["the traffic limits of the agent are not known", "whom RCS reaches is not known"];
  if (reachUnknown !== undefined && reachUnknown === limitsUnknown)
    return [`  ${reached}, and ${unknown}: ${reachUnknown}`];
  return [
    ...limits.map(({ country, messages }) => `  ${country}: at most ${messages} first messages a user in 28 days`),
    ...(reachUnknown === undefined ? [] : [`  ${reached}: ${reachUnknown}`]),
    ...(limitsUnknown === undefined ? [] : [`  ${unknown}, and Google refuses what is too much: ${limitsUnknown}`]),
  ];
}

/** Shows what happens while a campaign runs. */
export function showCampaign(fact: CampaignFact, console: Console): string | undefined {
  switch (fact.type) {
    case "begun":
      return `${fact.isResumed ? "Going on with" : "Begun"} ${fact.name}: ${fact.left} of ${fact.people} people are left`;
    case "progress":
      console.progress(`${fact.people - fact.left} of ${fact.people} done, ${fact.rate} at once`);
      return undefined;
    case "waiting":
      return `Waiting with ${fact.left}: ${WAITS[fact.why]}${fact.until === undefined ? "" : `, until ${fact.until}`}`;
    case "report":
      return reportLines(fact).join("\n");
  }
}

function reportLines(report: CampaignReport): readonly string[] {
  const { name, people, published, left, notTaken, refused } = report;
  return [
    `${name}: ${published} of ${people} people are written to`,
    ...some(report.read, "have read it"),
    ...some(report.delivered, "have it, and have not read it"),
    ...some(report.sent, "are sent it, and no receipt has come yet"),
    ...some(notTaken, "wait on the topic outbound, or as dead letters"),
    ...some(report.fellBack, "were told by the fallback"),
    ...some(report.expired, "were not reached in time"),
    ...Object.entries(refused).flatMap(([reason, count]) => row(count, `not sent: ${reason}`)),
    ...some(report.optedOut, "left out: they have unsubscribed"),
    ...some(report.unreachable, "left out: RCS does not reach them"),
    ...some(report.overLimit, "left out: they may get no more first messages of the agent for now"),
    ...some(left, "are left: the same command goes on with them"),
  ];
}

/** Shows how a campaign stands. */
export function showStanding({
  name,
  command,
  isEnded,
  begun,
  by,
  people,
  published,
  ...skipped
}: CampaignStanding): string {
  const done = published + skipped.optedOut + skipped.unreachable + skipped.overLimit;
  const how = { run: isEnded ? "done" : "under way", pause: "paused", stop: "stopped" }[command];
  return `${name}: ${how}, ${done} of ${people} done, ${published} written to, begun ${begun} by ${by}`;
}

function some(count: number, what: string): readonly string[] {
  return count > 0 ? row(count, what) : [];
}

function row(count: number, what: string): readonly string[] {
  return [`${String(count).padStart(8)}  ${what}`];
}
