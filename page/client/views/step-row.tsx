import type { JSX } from "preact";
import { copyText } from "../copy-text.ts";
import { describeStep } from "../describe-step.ts";
import type { Desktop } from "../desktop.ts";
import type { WayRow } from "../join-steps.ts";
import { writeClock } from "../write-clock.ts";

interface StepProps {
  readonly step: WayRow;
  /** When the way began, RFC 3339. */
  readonly begun: string;
  readonly desktop: Desktop;
}

/** One step: when, what, and how it went. Opened, it shows its JSON. */
export function StepRow({ step, begun, desktop }: StepProps): JSX.Element {
  const { name, what, outcome, isTrouble } = describeStep(step);
  const after = Date.parse(step.at) - Date.parse(begun);
  return (
    <li class={isTrouble ? "step trouble" : "step"}>
      <details>
        <summary>
          <time dateTime={step.at} title={step.at}>
            {after === 0 ? writeClock(step.at) : writeAfter(after)}
          </time>
          <span class={`kind ${step.type}`}>{name}</span>
          <span class="what" dir="auto">
            {what}
          </span>
          <span class="outcome">{outcome}</span>
        </summary>
        <pre dir="ltr" tabIndex={0}>
          {jsonOf(step)}
        </pre>
        <button type="button" onClick={() => void copyText(desktop, jsonOf(step))}>
          Copy JSON
        </button>
      </details>
    </li>
  );
}

const LONG_MS = 10_000;

function writeAfter(millis: number): string {
  return millis < LONG_MS ? `+${millis} ms` : `+${Math.round(millis / 1000)} s`;
}

function jsonOf(step: WayRow): string {
  const shown = step.log ?? ("json" in step ? step.json : step);
  return JSON.stringify(shown, null, 2);
}
