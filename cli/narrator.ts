import { styleText } from "node:util";
import { createTurnWriter } from "./create-turn-writer.ts";
import { createStepWriter, type ToldStep } from "./describe-step.ts";
import { escapeControls } from "./escape-controls.ts";
import type { LocalFact } from "./facts.ts";
import { hideSecrets } from "./hide-secrets.ts";

/** Tells a person in a terminal what happens: one line a turn, and what goes wrong; or one line a step. */
export interface Narrator {
  /** Prints what a fact tells. */
  hear(fact: LocalFact): void;
  /** True when something was told that should not happen. */
  sawTrouble(): boolean;
}

interface NarratorOptions {
  readonly print: (line: string) => void;
  /** Tells each step in place of each turn. */
  readonly isVerbose: boolean;
  /** Whether facts tell what Google does: a simulator's do. */
  readonly hearsGoogle?: boolean;
  /** Milliseconds since some start. */
  readonly now: () => number;
}

/** Red is trouble, and nothing else is. */
const COLORS: Readonly<Record<ToldStep["by"], Parameters<typeof styleText>[0]>> = {
  user: "bold",
  webhook: "cyan",
  publish: "magenta",
  history: "green",
  google: "yellow",
  bot: "blue",
  route: "blue",
  warning: "yellow",
  trouble: "red",
};

const STEP_WIDTH = 9;
const TIME_WIDTH = 7;
/** Steps that are told beside the turns. */
const TOLD_BESIDES: readonly ToldStep["by"][] = ["bot", "warning", "trouble"];

/** A narrator that has heard nothing yet. */
export function createNarrator({ print, isVerbose, hearsGoogle = true, now }: NarratorOptions): Narrator {
  let hasTrouble = false;
  const [stepOf, turnOf] = [createStepWriter(), createTurnWriter({ hearsGoogle })];
  return {
    sawTrouble: () => hasTrouble,
    hear(fact) {
      const [step, turn] = [stepOf(fact), turnOf(fact)];
      hasTrouble ||= step?.by === "trouble";
      if (!isVerbose && turn !== undefined) print(`${clean(turn)}\n`);
      if (step === undefined || !(isVerbose || isToldBesides(step, fact))) return;
      const time = isVerbose ? styleText("dim", `${now().toFixed(0).padStart(TIME_WIDTH)} ms  `) : "";
      const what = [step.what, ...(step.more ?? [])].map(clean).join("\n    ");
      print(`${time}${styleText(COLORS[step.by], step.by.padEnd(STEP_WIDTH))}${what}\n`);
    },
  };
}

/** That the queue tries again is not told again: why, the function has told. */
function isToldBesides({ by }: ToldStep, fact: LocalFact): boolean {
  if (fact.type === "logged" && fact.event === "push_refused") return false;
  return TOLD_BESIDES.includes(by) || (fact.type === "google" && fact.fact.type === "call-advised");
}

function clean(line: string): string {
  return escapeControls(hideSecrets(line));
}
