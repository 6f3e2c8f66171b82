import { DAY, HOUR, MINUTE, SECOND } from "./durations.ts";
import type { FiredAlert } from "./outage-alerts.ts";
import type { OutageRun, StoryOutcome } from "./outage-run.ts";

/** What is measured of all runs of one length, in words. */
type Cell = (runs: readonly OutageRun[]) => string;

/** An outcome with the run that it belongs to. */
type MeasuredOutcome = StoryOutcome & { readonly run: OutageRun };

/** The rows of a table: what users and the desk see. */
export const ROWS: readonly { readonly title: string; readonly cell: Cell }[] = [
  { title: "**a user** who asks meanwhile is answered", cell: whenCame("question during") },
  { title: "who asks when it is back is answered", cell: whenAskedLater },
  { title: "questions lost, answers said twice", cell: lossOf },
  { title: "a notice comes", cell: whenCame("notice") },
  { title: "a code that counts for 2 min comes", cell: whichChannel("code") },
  { title: "the same, `critical`", cell: whichChannel("critical code") },
  { title: "a STOP counts", cell: whenCame("opt-out") },
  { title: "promotions said after that STOP", cell: shareOf("promotion") },
  { title: "**a desk** hears what its user says", cell: whenCame("words to the desk") },
  { title: "hears that another asks for a person", cell: whenCame("call") },
  { title: "its person's lines reach the user", cell: whenCame("line") },
  { title: "its person's turn ends", cell: whenCame("leave") },
];

/** What the person on call sees, and is to do. */
export function onCallOf(runs: readonly OutageRun[]): string {
  const alerts = alertsOf(runs.flatMap((run) => run.alerts));
  const logged = new Set(runs.flatMap((run) => run.logged.map((name) => `\`${name}\``)));
  const refused = runs.map(({ refusedWebhooks }) => refusedWebhooks);
  const letters = runs.flatMap((run) => run.letters);
  const sentences = [
    `Alerts: ${alerts.join(", ") || "none"}.`,
    `Logged: ${[...logged].toSorted().join(", ") || "nothing"}.`,
    ...(Math.max(...refused) > 0 ? [`Webhooks not answered 200: ${span(refused, String)}.`] : []),
    `Dead letters: ${lettersOf(letters)}. ${letters.length > 0 ? "Redrive them." : "Nothing to do."}`,
  ];
  return sentences.join(" ");
}

function ofKind(runs: readonly OutageRun[], what: StoryOutcome["what"]): readonly MeasuredOutcome[] {
  return runs.flatMap((run) => run.outcomes.filter((one) => one.what === what).map((one) => ({ ...one, run })));
}

/** Groups by when it came: meanwhile, after the end, by the redrive, or never. */
function whenCame(what: StoryOutcome["what"]): Cell {
  return (runs) => {
    const groups = Map.groupBy(ofKind(runs, what), groupOf);
    return [...groups].map(([, all]) => (groups.size > 1 ? `${all.length}: ` : "") + wordsOf(all)).join("; ");
  };
}

function wordsOf(all: readonly MeasuredOutcome[]): string {
  const [first] = all;
  if (first?.came === undefined) return "never";
  const by = first.by === "the bot" ? ", by the bot" : "";
  if (isRedriven(first)) return `when redriven${by}`;
  if (isMeanwhile(first)) return `in ${span(delays(all), duration)}${by}`;
  return `${span(
    all.map(({ came = 0, run }) => came - run.outage.forMs),
    duration,
  )} after${by}`;
}

function groupOf(one: MeasuredOutcome): string {
  return `${one.by} ${one.came === undefined} ${isMeanwhile(one)} ${isRedriven(one)}`;
}

function isMeanwhile({ came, run }: MeasuredOutcome): boolean {
  return came !== undefined && came <= run.outage.forMs;
}

function isRedriven({ came, run }: MeasuredOutcome): boolean {
  return came !== undefined && run.redrivenAt !== undefined && came >= run.redrivenAt;
}

/** How long after it was begun. */
function delays(outcomes: readonly MeasuredOutcome[]): readonly number[] {
  return outcomes.flatMap(({ at, came }) => (came === undefined ? [] : [came - at]));
}

function whenAskedLater(runs: readonly OutageRun[]): string {
  return `in ${span(delays(ofKind(runs, "question around").filter(({ at, run }) => at >= run.outage.forMs)), duration)}`;
}

function whichChannel(what: StoryOutcome["what"]): Cell {
  return (runs) => {
    const groups = Map.groupBy(ofKind(runs, what), ({ by, came }) => (came === undefined ? "never" : by));
    const parts = [...groups].map(([by, all]) =>
      by === "never" ? `${all.length} never` : `${by} in ${span(delays(all), duration)}`,
    );
    return parts.toSorted().join("; ");
  };
}

function lossOf(runs: readonly OutageRun[]): string {
  const questions = [...ofKind(runs, "question during"), ...ofKind(runs, "question around")];
  const lost = questions.filter(({ came }) => came === undefined).length;
  return `${lost}, ${runs.reduce((sum, { doubled }) => sum + doubled, 0)}`;
}

function shareOf(what: StoryOutcome["what"]): Cell {
  return (runs) => {
    const all = ofKind(runs, what);
    return `${all.filter(({ came }) => came !== undefined).length} of ${all.length}`;
  };
}

function lettersOf(letters: readonly string[]): string {
  const reasons = Map.groupBy(letters, (reason) => reason);
  return [...reasons].map(([reason, all]) => `${all.length} \`${reason}\``).join(", ") || "none";
}

function alertsOf(alerts: readonly FiredAlert[]): readonly string[] {
  const byTitle = Map.groupBy(alerts, ({ title }) => title);
  return [...byTitle].map(([title, all]) => {
    const first = duration(Math.min(...all.map(({ firstMs }) => firstMs)));
    return `“${title}” from ${first} to ${duration(Math.max(...all.map(({ lastMs }) => lastMs)))}`;
  });
}

/** From the least to the most. */
function span(all: readonly number[], write: (one: number) => string): string {
  const [least, most] = [write(Math.min(...all)), write(Math.max(...all))];
  return least === most ? most : `${least} … ${most}`;
}

/** In the unit that a reader would take, rounded up: nobody waits for longer. */
function duration(ms: number): string {
  if (ms <= 100 * SECOND) return `${Math.ceil(ms / SECOND)} s`;
  if (ms <= 100 * MINUTE) return `${Math.ceil(ms / MINUTE)} min`;
  return ms < DAY ? `${Math.ceil((10 * ms) / HOUR) / 10} h` : `1 day and ${Math.ceil((ms - DAY) / MINUTE)} min`;
}
