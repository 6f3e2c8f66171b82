import type { JSX } from "preact";
import { copyText } from "../copy-text.ts";
import type { ViewProps } from "../desktop.ts";
import { inventUser } from "../invent-user.ts";
import { joinSteps } from "../join-steps.ts";
import { judgeWay, VERDICT_WORDS } from "../judge-way.ts";
import { saveAs } from "../save-as.ts";
import type { PageState, Way } from "../state.ts";
import { StepRow } from "./step-row.tsx";

/** A way of more steps shows its newest. */
const MOST_STEPS = 120;

/** The way of the message that is open, or of the newest one. */
export function WayView(props: ViewProps): JSX.Element {
  const way = openWay(props.state);
  if (way === undefined)
    return <p class="empty">Each message has its way here, from the webhook to the receipts. Write one to the bot.</p>;
  const verdict = judgeWay(way);
  const rows = joinSteps(way.steps);
  const hidden = Math.max(0, rows.length - MOST_STEPS);
  return (
    <article class="way">
      <h2 dir="auto">{titleOf(way)}</h2>
      <p class={`verdict ${verdict.type}`}>
        <strong>{VERDICT_WORDS[verdict.type]}</strong> {verdict.words}
      </p>
      <WayActs {...props} way={way} />
      {hidden > 0 && <p class="note">{hidden} older steps are not shown</p>}
      <ol class="steps">
        {rows.slice(hidden).map((step) => (
          <StepRow key={step.seq} step={step} begun={way.at} desktop={props.desktop} />
        ))}
      </ol>
    </article>
  );
}

function WayActs({ state, desktop, way }: ViewProps & { readonly way: Way }): JSX.Element {
  const { phone, id, steps } = way;
  const said = steps.find((step) => step.type === "said");
  const isSaved = state.saved !== undefined;
  return (
    <div class="acts">
      <button type="button" onClick={() => void copyText(desktop, JSON.stringify(steps, null, 2))}>
        Copy
      </button>
      {phone !== undefined && (
        <button
          type="button"
          disabled={isSaved}
          onClick={() => void desktop.act({ act: "send-again", phone, way: id })}
        >
          Send again
        </button>
      )}
      {said?.type === "said" && (
        <button type="button" onClick={() => saveAs(`${id}.json`, said.json)}>
          Save as a fixture
        </button>
      )}
      {phone !== undefined && said !== undefined && (
        <button type="button" disabled={isSaved} onClick={() => startHere(state, desktop, { phone, way: id })}>
          Start here
        </button>
      )}
    </div>
  );
}

function startHere(
  state: PageState,
  desktop: ViewProps["desktop"],
  { phone, way }: { readonly phone: string; readonly way: string },
): void {
  const channel = phone.startsWith("rcs/") ? "rcs" : "business-messages";
  const to = inventUser(state, channel);
  desktop.go({ phone: to });
  void desktop.act({ act: "start-here", phone, way, to });
}

/** The way that is asked for; else, or when an earlier start knew it, the newest one of the phone that tells of a message. */
function openWay({ ways, view }: PageState): Way | undefined {
  const asked = view.way === undefined ? undefined : ways.get(view.way);
  return asked ?? [...ways.values()].findLast(({ phone, title }) => phone === view.phone && title !== "");
}

/** What the page calls a way. */
export function titleOf({ title, id }: Pick<Way, "title" | "id">): string {
  return title === "" ? id : `“${title}”`;
}
