import { randomUUID } from "node:crypto";
import type { Command } from "commander";
import type { CampaignFact } from "../../operations/campaign/campaign-facts.ts";
import type { CampaignRequest } from "../../operations/campaign/campaign-request.ts";
import { campaignStatus, commandCampaign } from "../../operations/campaign/control-campaign.ts";
import { type CampaignPlan, type PlanFact, planCampaign } from "../../operations/campaign/plan-campaign.ts";
import { runCampaign } from "../../operations/campaign/run-campaign.ts";
import { present } from "../../shared/base/present.ts";
import type { Console } from "../console.ts";
import { addCampaignOptions, type CampaignOptions, readCampaignRequest } from "./campaign-options.ts";
import { addCommand, type CommonOptions, confirmChange, showOperation } from "./command.ts";
import { showCampaign, showPlan, showStanding } from "./show-campaign.ts";
import { who } from "./who.ts";

const DESCRIPTION = "Tells many people one thing: a list, a text with their own words in it, and each of them once.";

const EXAMPLES = `
The whole list is checked first: all mistakes are told with their lines, and nothing is sent while there is one. Nobody is written to at
night, who has unsubscribed, or whom RCS does not reach. Ctrl-C, a crash or kill -9 loses nothing: the same command goes on, and tells
nobody twice. When all is done, the same command only tells anew what became of it.

Examples:
  npx heliograph campaign people.csv --name spring --agent demo_agent --text 'Hello {{name|you}}, spring is here.' --dry-run
  npx heliograph campaign people.csv --name ready --template ready.json --day 9-18 --day-of +91=10-17 --no-wait
  npx heliograph campaign status
  npx heliograph campaign pause spring
  npx heliograph campaign resume spring
  npx heliograph campaign stop spring
`;
const RUN_EXAMPLES = `
Examples:
  npx heliograph campaign run people.csv --name spring --agent demo_agent --text 'Hello {{name|you}}.' --rate 20 --dry-run
`;
const STATUS_EXAMPLES = `
Examples:
  npx heliograph campaign status spring --json
`;
const CONTROL_EXAMPLES = {
  pause: "Within seconds nothing more of it is published, whichever process sends it. What is published is still sent.",
  resume: "A run that waits goes on. Where none waits any more, the same command as at first goes on.",
  stop: "For good: who has not been written to is not. What is published is still sent: heliograph pause outbound holds that back, too.",
} as const;
const COMMANDS = { pause: "pause", resume: "run", stop: "stop" } as const;

/** `heliograph campaign` */
export function addCampaign(program: Command, console: Console): void {
  const group = program.command("campaign").description(DESCRIPTION).addHelpText("after", EXAMPLES);
  addCampaignOptions(addCommand(group, "run", "Sends it, or goes on with it.", { isDefault: true }))
    .addHelpText("after", RUN_EXAMPLES)
    .action((file: string, options: CampaignOptions) => run(file, options, console));
  for (const name of ["pause", "resume", "stop"] as const) addControl(group, name, console);
  addCommand(group, "status", "Tells how a campaign stands, or each of the newest. It changes nothing.")
    .argument("[name]", "its name")
    .addHelpText("after", STATUS_EXAMPLES)
    .action(async (name: string | undefined, options: CommonOptions) => {
      let isEmpty = true;
      const note = () => {
        isEmpty = false;
      };
      const request = present({ name });
      await showOperation({ operation: campaignStatus, request, options, note }, showStanding, console);
      if (isEmpty && !options.json) console.print("No campaign has begun.");
    });
}

function addControl(group: Command, name: keyof typeof COMMANDS, console: Console): void {
  addCommand(group, name, `${name.charAt(0).toUpperCase()}${name.slice(1)}s a campaign.`)
    .argument("<name>", "its name")
    .option("--yes", "do not ask before a project on Google Cloud is changed", false)
    .addHelpText("after", `\n${CONTROL_EXAMPLES[name]}\n`)
    .action(async (campaign: string, options: CommonOptions & { readonly yes: boolean }) => {
      await confirmChange(`${name} the campaign ${campaign}`, { options, isSure: options.yes }, console);
      const request = { name: campaign, command: COMMANDS[name] };
      await showOperation({ operation: commandCampaign, request, options }, showStanding, console);
    });
}

/** First what it would do, then the question where that changes a project, then the sending. */
async function run(file: string, options: CampaignOptions, console: Console): Promise<void> {
  const campaign = await readCampaignRequest(file, options);
  const plan = await showPlanOf(campaign, options, console);
  if (options.dryRun) {
    if (!options.json) console.print("Nothing was sent.");
    return;
  }
  if (plan.toSend > 0) await confirmChange(`Write to ${plan.toSend} people`, { options, isSure: options.yes }, console);
  await sendCampaign(campaign, { plan, options }, console);
}

async function showPlanOf(
  campaign: CampaignRequest,
  options: CampaignOptions,
  console: Console,
): Promise<CampaignPlan> {
  const plans: CampaignPlan[] = [];
  const note = (fact: PlanFact) => {
    if (fact.type === "plan") plans.push(fact);
  };
  const show = (fact: PlanFact) => showPlan(fact, console);
  await showOperation({ operation: planCampaign, request: campaign, options, note }, show, console);
  const [plan] = plans;
  if (plan === undefined) throw new Error("Stopped: nothing was sent");
  return plan;
}

/** @throws Error when somebody has stopped it, so that a script can tell by the exit code. */
async function sendCampaign(
  campaign: CampaignRequest,
  { plan, options }: { readonly plan: CampaignPlan; readonly options: CampaignOptions },
  console: Console,
): Promise<void> {
  const { unreachableLines: unreachable, overLimitLines: overLimit } = plan;
  const request = {
    campaign,
    unreachable,
    overLimit,
    waits: options.wait,
    by: await who(options),
    runner: randomUUID(),
  };
  let isStopped = false;
  const note = (fact: CampaignFact) => {
    if (fact.type === "report") isStopped = fact.command === "stop" && fact.left > 0;
  };
  try {
    const show = (fact: CampaignFact) => showCampaign(fact, console);
    await showOperation({ operation: runCampaign, request, options, note }, show, console);
  } finally {
    if (console.isStopped())
      console.warn("Stopped. Nothing is lost: the same command goes on, and tells nobody twice.");
  }
  if (isStopped) throw new Error(`The campaign ${campaign.name} was stopped before everybody was written to`);
}
