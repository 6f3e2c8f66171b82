import { onTestFinished } from "vitest";
import { DEMO_AGENTS } from "../../cli/demo-agents.ts";
import { openFacts } from "../../cli/facts.ts";
import { type LocalSystem, startLocalSystem } from "../../cli/local-system.ts";
import { movableClock } from "../../cli/movable-clock.ts";
import { readOptions } from "../../cli/options.ts";
import { type DoctorFact, doctor } from "../../operations/doctor/doctor.ts";
import type { Operator } from "../../operations/operator.ts";
import { pointWebhook } from "../../operations/setup/point-webhook.ts";
import type { Agent } from "../../shared/base/agent.ts";
import type { Bot } from "../../shared/bot/bot.ts";
import { systemClock } from "../../shared/google/clock.ts";
import { googleCloudProject } from "../../shared/google/project/cloud-project.ts";
import { googleQueueSetup } from "../../shared/google/project/queue-setup.ts";
import { openRest } from "../../shared/google/project/rest.ts";
import { healthyProject, PROJECT, type ProjectAnswers, REGION } from "./healthy-project.ts";

const SILENT: Bot = { persona: { displayName: "Silent" }, answer: () => [] };
export const [RCS] = DEMO_AGENTS as readonly [Agent, ...Agent[]];

/** A healthy deployment: the real functions and Google's side of them, and a project as Terraform makes it. */
export interface DoctorBench {
  readonly system: LocalSystem;
  readonly answers: ProjectAnswers;
  operator: Operator;
}

export async function healthy(): Promise<DoctorBench> {
  const options = readOptions(["--port", "0", "--data", ":memory:"]);
  const clock = movableClock();
  const system = await startLocalSystem(options, { bot: SILENT, facts: openFacts(clock), clock });
  onTestFinished(() => system[Symbol.asyncDispose]());
  if (system.operator === undefined) throw new Error("Expected an embedded database");
  const { url, answers } = await healthyProject(system.url);
  const rest = openRest({ baseOf: (api) => `${url}/${api}` });
  const place = { project: PROJECT, prefix: "heliograph" };
  const cloud = googleCloudProject(rest, { ...place, region: REGION, database: "heliograph", now: systemClock.now });
  const setUp = { ...system.operator.setUp, region: REGION, cloud, queue: googleQueueSetup(rest, place) };
  const operator: Operator = { ...system.operator, deployment: { type: "deployed", name: PROJECT }, setUp };
  await Array.fromAsync(pointWebhook.run({}, operator, new AbortController().signal));
  return { system, answers, operator };
}

export async function examine(operator: Operator, request: unknown = {}): Promise<readonly DoctorFact[]> {
  const read = doctor.read({ value: request, path: "" });
  return Array.fromAsync(doctor.run(read, operator, new AbortController().signal));
}

export const found = (facts: readonly DoctorFact[], level: string) =>
  facts.flatMap((fact) => (fact.type === "finding" && fact.level === level ? [`${fact.says}: ${fact.mend}`] : []));

/** A way in which a deployment can be set up wrongly: what is broken, what is said of it, and what mends it. */
export type BrokenRow = readonly [what: string, breaks: Break, says: RegExp, mend: RegExp];

export type Break = (bench: DoctorBench) => unknown;
