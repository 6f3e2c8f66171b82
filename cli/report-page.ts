import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { AgentDayReport } from "../operations/report/count-day.ts";
import { reportTable } from "./commands/report-table.ts";

/** A line of a chart: a value for each day, where there is one. */
interface Line {
  readonly label: string;
  readonly values: readonly (number | null)[];
}

interface Chart {
  readonly title: string;
  readonly lines: readonly Line[];
}

const SECOND_MS = 1000;
const COLOURS = ["#1a73e8", "#188038", "#e37400", "#d93025", "#9334e6"] as const;
const CSS =
  "body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:62rem;padding:0 1rem}figure{margin:0}pre{overflow-x:auto}h3{margin:2rem 0 0}";

/** Draws each chart into its figure, as wide as that is. It runs in the browser, with uPlot. */
const DRAW = `const dayOf = (s) => s == null ? "" : new Date(s * 1000).toISOString().slice(0, 10);
const DAYS = [1, 2, 7, 14, 28].map((n) => n * 86400);
for (const figure of document.querySelectorAll("figure")) {
  const { days, lines, colours } = JSON.parse(figure.querySelector("script").textContent);
  const drawn = lines.map(({ label }, i) => ({ label, stroke: colours[i], width: 2, points: { show: true } }));
  const axes = [{ incrs: DAYS, space: 90, values: (_, ticks) => ticks.map(dayOf) }, { size: 70 }];
  new uPlot({
    width: figure.clientWidth, height: 240, axes, series: [{ label: "day", value: (_, s) => dayOf(s) }, ...drawn],
    scales: { y: { range: (_, min, max) => [0, Math.max(1, max * 1.1)] } },
    tzDate: (s) => uPlot.tzDate(new Date(s * 1000), "Etc/UTC"),
  }, [days, ...lines.map(({ values }) => values)], figure);
}`;

/** Writes one page with a table and charts for each agent: all that it needs is in it. */
export function writeReportPage(days: readonly AgentDayReport[]): string {
  const agents = [...Map.groupBy(days, ({ agent }) => agent)];
  const sections = agents.map(
    ([agent, some]) => `<section><h2>${escapeHtml(agent)}</h2>
${chartsOf(some)
  .map((chart) => figureOf(chart, some))
  .join("\n")}
<h3>Each day</h3><pre>${escapeHtml(reportTable(some).slice(1).join("\n"))}</pre></section>`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Heliograph report</title><style>${readModule(import.meta.resolve("uplot/dist/uPlot.min.css"))}${CSS}</style></head>
<body><h1>Heliograph report</h1><p>Days are those of UTC.</p>
${sections.join("\n")}
<script>${readModule(import.meta.resolve("uplot/dist/uPlot.iife.min.js"))}</script><script>${DRAW}</script></body></html>
`;
}

function chartsOf(days: readonly AgentDayReport[]): readonly Chart[] {
  const line = (label: string, value: (day: AgentDayReport) => number | undefined): Line => ({
    label,
    values: days.map((day) => value(day) ?? null),
  });
  const seconds = (ms: number | undefined) => (ms === undefined ? undefined : ms / SECOND_MS);
  const count = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((sum, one) => sum + one, 0);
  return [
    {
      title: "Messages, and how far they came",
      lines: [
        line("messages", ({ messages }) => messages),
        line("delivered", ({ delivered }) => delivered),
        line("read", ({ byStatus }) => byStatus.read),
        line("expired or failed", ({ byStatus }) => byStatus.expired + byStatus.failed),
      ],
    },
    {
      title: "Seconds until a user is answered",
      lines: [
        line("p50", ({ untilAnswered }) => seconds(untilAnswered?.p50)),
        line("p90", ({ untilAnswered }) => seconds(untilAnswered?.p90)),
        line("p99", ({ untilAnswered }) => seconds(untilAnswered?.p99)),
      ],
    },
    {
      title: "Conversations, and what became of them",
      lines: [
        line("conversations", ({ conversations }) => conversations),
        line("hand-overs", ({ handOvers }) => handOvers),
        line("opt-outs", ({ optOuts }) => count(optOuts)),
        line("fallbacks", ({ fellBack }) => fellBack),
      ],
    },
    {
      title: "Cost by class",
      lines: [...new Set(days.flatMap(({ costs }) => Object.keys(costs)))].map((name) =>
        line(name, ({ costs }) => Object.entries(costs).find(([known]) => known === name)?.[1] ?? 0),
      ),
    },
  ].filter(({ lines }) => lines.length > 0);
}

/** A table of the same numbers follows: the drawing has a name, and nothing is in it alone. */
function figureOf({ title, lines }: Chart, days: readonly AgentDayReport[]): string {
  const seconds = days.map(({ day }) => Date.parse(day) / SECOND_MS);
  const data = JSON.stringify({ days: seconds, lines, colours: COLOURS }).replaceAll("<", "\\u003c");
  return `<h3>${escapeHtml(title)}</h3><figure aria-label="${escapeHtml(title)}"><script type="application/json">${data}</script></figure>`;
}

function readModule(url: string): string {
  return readFileSync(fileURLToPath(url), "utf8");
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
