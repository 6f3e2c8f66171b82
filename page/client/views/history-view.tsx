import type { JSX } from "preact";
import type { Told } from "../../page-act.ts";
import type { Desktop, ViewProps } from "../desktop.ts";

interface ToldRow {
  readonly about: Told;
  readonly label: string;
  readonly title: string;
}

const ROWS: readonly ToldRow[] = [
  { about: "timeline", label: "What happened", title: "As history and the log have it: npx heliograph timeline" },
  { about: "dry-run", label: "What a replay would do", title: "npx heliograph replay --dry-run" },
  { about: "shadow", label: "What the bot would answer now", title: "npx heliograph replay --shadow" },
];

/** The conversation as it is kept, and what would become of it. */
export function HistoryView({ state, desktop }: ViewProps): JSX.Element {
  const { phone } = state.view;
  const told = state.told?.phone === phone ? state.told : undefined;
  return (
    <div class="history">
      <p class="lead">Nothing of this sends or changes anything.</p>
      <div class="acts" role="group" aria-label="Of this conversation">
        {ROWS.map(({ about, label, title }) => (
          <button
            key={about}
            type="button"
            title={title}
            aria-pressed={told?.about === about}
            disabled={phone === undefined || state.saved !== undefined}
            onClick={() => phone !== undefined && void ask(phone, about, desktop)}
          >
            {label}
          </button>
        ))}
      </div>
      {told !== undefined && (
        <pre class="told" dir="auto" aria-busy={told.lines === undefined} aria-live="polite">
          {told.lines?.join("\n") ?? "…"}
        </pre>
      )}
    </div>
  );
}

async function ask(phone: string, about: Told, desktop: Desktop): Promise<void> {
  desktop.change({ type: "told", told: { phone, about } });
  const answer = await desktop.act({ act: "tell", phone, about });
  const lines = answer.isDone ? (answer.lines ?? []) : undefined;
  desktop.change({ type: "told", told: lines && { phone, about, lines } });
}
