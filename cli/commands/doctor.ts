import type { Command } from "commander";
import { countOf } from "../../operations/count-of.ts";
import { type DoctorFact, type DoctorRequest, doctor } from "../../operations/doctor/doctor.ts";
import type { Finding } from "../../operations/doctor/finding.ts";
import { present } from "../../shared/base/present.ts";
import type { Console } from "../console.ts";
import type { TargetOptions } from "../target.ts";
import { addCommand, addRegion, type CommonOptions, sameDeployment, showOperation } from "./command.ts";

const EXAMPLES = `
It looks at everything in the order in which it must work: the project, topics and subscriptions, ingress, Google's side of each agent,
the tokens, and what waits. It changes nothing, and nobody is written to. What is wrong is told with what mends it, and last as a list
in the order to do it. The exit code is 1 where something is wrong.

AGENTS and the client tokens are read from the project, unless AGENTS and CLIENT_TOKENS are set. With --before it tells whether a
project is ready for the first apply.

Examples:
  npx heliograph doctor
  npx heliograph doctor --json
  npx heliograph doctor --project "$PROJECT" --region "$REGION"
  npx heliograph doctor --before --project "$PROJECT" --region "$REGION"
`;

const MARKS = { ok: "ok      ", warning: "warning ", wrong: "WRONG   ", unknown: "unknown " } as const;

/** A command of ours in a hint, with all of its words. */
const COMMAND = /npx heliograph (?:setup [a-z]+|[a-z-]+ redrive|[a-z-]+)/g;

type DoctorOptions = CommonOptions & { readonly url?: string; readonly before: boolean };

/** `heliograph doctor` */
export function addDoctor(program: Command, console: Console): void {
  addRegion(addCommand(program, "doctor", "Tells whether a deployment is set up rightly, and how to mend what is not."))
    .option("--url <url>", "where ingress is, in place of where the deployment says")
    .option("--before", "look at a project before the first apply", false)
    .addHelpText("after", EXAMPLES)
    .action((options: DoctorOptions) => run(options, console));
}

async function run(options: DoctorOptions, console: Console): Promise<void> {
  const { url, before } = options;
  const request: DoctorRequest = present({ url, isBefore: before ? true : undefined });
  const told = ({ mend }: Finding) => mend && forSameDeployment(mend, options);
  const mends: string[] = [];
  let wrongs = 0;
  const note = (fact: DoctorFact) => {
    if (fact.type !== "finding" || fact.level !== "wrong") return;
    wrongs += 1;
    const mend = told(fact);
    if (mend !== undefined && !mends.includes(mend)) mends.push(mend);
  };
  const show = (fact: DoctorFact) => (fact.type === "finding" ? showFinding(fact, told(fact)) : showCounts(fact));
  await showOperation({ operation: doctor, request, options, note }, show, console);
  if (wrongs === 0) return;
  if (!options.json) {
    console.print("\nWhat to do, in this order:");
    for (const [index, mend] of mends.entries()) console.print(`  ${index + 1}. ${mend}`);
  }
  throw new Error(`${countOf(wrongs, "thing is", "things are")} wrong`);
}

/** A hint whose commands name the same deployment. Of the commands that hints name, only those of setup take a region. */
export function forSameDeployment(mend: string, options: TargetOptions): string {
  const { region: _, ...others } = options;
  return mend.replaceAll(
    COMMAND,
    (command) => command + sameDeployment(command.includes(" setup ") ? options : others),
  );
}

function showFinding({ level, says }: Finding, mend: string | undefined): string {
  return `${MARKS[level]}${says}${mend === undefined ? "" : `\n        ${mend}`}`;
}

function showCounts({ counts }: Exclude<DoctorFact, { readonly type: "finding" }>): string {
  const { ok, warning, wrong, unknown } = counts;
  return `\n${ok} as they should be, ${wrong} wrong, ${warning} worth reading, ${unknown} that could not be asked`;
}
