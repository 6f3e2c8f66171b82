import { resolve } from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import { countOf } from "../../operations/count-of.ts";
import { type ReplayFact, replay } from "../../operations/replay.ts";
import { type DryRunFact, dryRun } from "../../operations/replay-dry-run.ts";
import { DEFAULT_RATE, type ReplayRequest } from "../../operations/replay-request.ts";
import { type ShadowFact, shadow } from "../../operations/replay-shadow.ts";
import { present } from "../../shared/base/present.ts";
import { KINDS, type Kind } from "../../shared/ports/topic.ts";
import type { Console } from "../console.ts";
import { readWhen } from "../read-when.ts";
import { timeLeft } from "../time-left.ts";
import { addCommand, type CommonOptions, confirmChange, sameDeployment, showOperation } from "./command.ts";
import { readConversation } from "./kept-options.ts";
import { showDryRun, showShadow } from "./show-rehearsal.ts";

const EXAMPLES = `
Examples:
  npx heliograph replay --from 2h
  npx heliograph replay --from 2h --dry-run --resend
  npx heliograph replay --from 2h --kind message --resend
  npx heliograph replay --from 7d --shadow
  npx heliograph replay --from 2027-01-01T08:00:00Z --to 2027-01-01T09:00:00Z --kind receipt event
`;

const DESCRIPTION =
  "Replays what was published: history is rebuilt from it, and nothing is said. What history knows does not change, however often.";

interface ReplayOptions extends CommonOptions {
  readonly kind: readonly Kind[];
  readonly from?: string;
  readonly to?: string;
  readonly conversation?: string;
  readonly agent?: string;
  readonly rate: number;
  readonly resend: boolean;
  readonly resume?: string;
  readonly dryRun: boolean;
  readonly shadow: boolean;
  readonly bot?: string;
  readonly allowCalls: boolean;
  readonly yes: boolean;
}

/** `heliograph replay` */
export function addReplay(program: Command, console: Console): void {
  addCommand(program, "replay", DESCRIPTION)
    .option("--from <when>", "first published then or later: 90m, 2h or 7d ago, or RFC 3339", (when) => readWhen(when))
    .option("--to <when>", "first published before that (default: now)", (when) => readWhen(when))
    .addOption(new Option("--kind <kind...>", "only these kinds").choices(KINDS).default(KINDS))
    .option("--conversation <hash>", "only this conversation, as the log names it", readConversation)
    .option("--agent <id>", "only this agent, as AGENTS names it")
    .option("--resend", "say what history does not show as sent, unless its time is over", false)
    .option("--rate <n>", "at most so many messages a second", readRate, DEFAULT_RATE)
    .addOption(
      new Option("--resume <run>", "go on with a replay that was stopped").conflicts([
        ...["from", "to", "kind", "conversation", "agent", "resend", "dryRun", "shadow"],
      ]),
    )
    .option("--dry-run", "tell what would be done for each turn, and do nothing", false)
    .addOption(
      new Option("--shadow", "tell where the bot of the working tree now answers otherwise; send nothing")
        .default(false)
        .conflicts(["dryRun", "resend"]),
    )
    .option("--bot <file>", "for --shadow and --dry-run, another bot (default: bot/bot.ts)")
    .option("--allow-calls", "for --shadow and --dry-run, let the bot call others", false)
    .option("--yes", "do not ask before a project on Google Cloud is changed", false)
    .addHelpText("after", EXAMPLES)
    .action((options: ReplayOptions) => run(options, console));
}

async function run(options: ReplayOptions, console: Console): Promise<void> {
  const request = requestOf(options);
  if (options.dryRun || options.shadow) return rehearse(request, options, console);
  await confirmChange(questionOf(options), { options, isSure: options.yes }, console);
  let name = options.resume;
  let left: ReturnType<typeof timeLeft> = () => undefined;
  try {
    const note = (fact: ReplayFact) => {
      name = fact.run;
      if (fact.type === "begun") left = timeLeft(Date.parse(fact.to));
      if (fact.type === "progress") console.progress(farInWords(fact, left(Date.parse(fact.at))));
    };
    await showOperation({ operation: replay, request, options, note }, (fact) => show(fact, console), console);
  } finally {
    if (console.isStopped() && name !== undefined) {
      console.warn(`Stopped. To go on, within a day: npx heliograph replay --resume ${name}${sameDeployment(options)}`);
    }
  }
}

/** @throws Error when answers differ, so that a script can tell by the exit code. */
async function rehearse(request: ReplayRequest, options: ReplayOptions, console: Console): Promise<void> {
  if (request.type === "resume") throw new Error("Cannot rehearse the rest of a replay: leave out --resume");
  const asked = { replay: request, allowsCalls: options.allowCalls, ...present({ bot: botOf(options) }) };
  if (!options.shadow) {
    const show = (fact: DryRunFact) => showDryRun(fact, console);
    return showOperation({ operation: dryRun, request: asked, options }, show, console);
  }
  let differing = 0;
  const note = (fact: ShadowFact) => {
    if (fact.type === "ended") differing = fact.differing + fact.failed;
  };
  await showOperation(
    { operation: shadow, request: asked, options, note },
    (fact) => showShadow(fact, console),
    console,
  );
  if (differing > 0) throw new Error(`${countOf(differing, "turn is", "turns are")} answered otherwise now`);
}

/** A running `npm start` may have another working directory. */
function botOf({ bot }: ReplayOptions): string | undefined {
  return bot === undefined ? undefined : resolve(bot);
}

function requestOf({ resume, from, to, kind, conversation, agent, rate, resend }: ReplayOptions): ReplayRequest {
  if (resume !== undefined) return { type: "resume", run: resume, rate };
  if (from === undefined) throw new Error("Cannot replay everything that there is: add --from, such as --from 2h");
  const until = to ?? readWhen("0m");
  if (from >= until) throw new Error(`Cannot replay from ${from} to ${until}: expected --from before --to`);
  const mode = resend ? "resend" : "silent";
  return { type: "new", kinds: kind, from, to: until, mode, rate, ...present({ conversation, agent }) };
}

function questionOf({ resume, resend, kind }: ReplayOptions): string {
  if (resume !== undefined) return `Go on with the replay ${resume}`;
  const what = `Replay ${kind.join(", ")}`;
  return resend ? `${what}, and send what history does not show as sent,` : `${what}, and say nothing,`;
}

function show(fact: ReplayFact, console: Console): string | undefined {
  switch (fact.type) {
    case "begun":
      console.print(`${fact.isResumed ? "Going on with" : "Replay"} ${fact.run}: ${meaningOf(fact.mode)}`);
      for (const way of fact.ways) console.print(`  ${way}`);
      return undefined;
    case "progress":
      return undefined;
    case "ended":
      return `${fact.published} of ${fact.read} messages published on their lanes${leftOut(fact)}. Their functions take them now.`;
  }
}

function farInWords({ published, at }: Extract<ReplayFact, { type: "progress" }>, left: string | undefined): string {
  return [`${published} published, up to ${at}`, left].filter((part) => part !== undefined).join(", ");
}

function meaningOf(mode: "silent" | "resend"): string {
  return mode === "silent"
    ? "history is rebuilt, and nothing is said"
    : "what history does not show as sent is said, unless its time is over";
}

function leftOut({ replays, others }: { readonly replays: number; readonly others: number }): string {
  const parts = [
    ...(others > 0 ? [`${others} of other conversations left out`] : []),
    ...(replays > 0 ? [`${replays} that a replay had published left out`] : []),
  ];
  return parts.length === 0 ? "" : `; ${parts.join(", ")}`;
}

function readRate(value: string): number {
  const rate = Number(value);
  if (rate > 0 && rate <= 10_000) return rate;
  throw new InvalidArgumentError("Expected a number of messages a second above 0 and up to 10000.");
}
