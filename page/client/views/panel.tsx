import type { JSX } from "preact";
import type { ViewProps } from "../desktop.ts";
import type { Tab } from "../state.ts";
import { TAB_WORDS, TABS } from "../view-words.ts";
import { ComposeView } from "./compose-view.tsx";
import { DeskView } from "./desk-view.tsx";
import { FaultsView } from "./faults-view.tsx";
import { HistoryView } from "./history-view.tsx";
import { Messages } from "./messages.tsx";
import { WayView } from "./way-view.tsx";
import { WriteFirst } from "./write-first.tsx";

/** What stands beside the phones. */
export function Panel(props: ViewProps): JSX.Element {
  const { state, desktop } = props;
  const { tab } = state.view;
  const waiting = [...state.phones.values()].filter(({ desk }) => desk.mode === "waiting").length;
  const marks: Partial<Record<Tab, number>> = { desk: waiting, faults: state.faults.size };
  return (
    <section class="panel" aria-label="What happens">
      <div class="tabs" role="tablist" aria-label="What is shown">
        {TABS.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`tab-${name}`}
            aria-selected={tab === name}
            aria-controls="panel"
            tabIndex={tab === name ? 0 : -1}
            onClick={() => desktop.go({ tab: name })}
            onKeyDown={(event) => moveTab(event, tab, props)}
          >
            {TAB_WORDS[name]}
            {(marks[name] ?? 0) > 0 && <span class="mark">{marks[name]}</span>}
          </button>
        ))}
      </div>
      <div class="tab-panel" id="panel" role="tabpanel" aria-labelledby={`tab-${tab}`} tabIndex={0}>
        <Tabbed {...props} />
      </div>
    </section>
  );
}

function Tabbed(props: ViewProps): JSX.Element {
  switch (props.state.view.tab) {
    case "way":
      return <WayView {...props} />;
    case "messages":
      return <Messages {...props} />;
    case "desk":
      return <DeskView {...props} />;
    case "faults":
      return <FaultsView {...props} />;
    case "write":
      return <WriteFirst {...props} />;
    case "compose":
      return <ComposeView {...props} />;
    case "history":
      return <HistoryView {...props} />;
  }
}

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };

/** @see https://www.w3.org/WAI/ARIA/apg/patterns/tabs/ */
function moveTab(event: KeyboardEvent, tab: Tab, { desktop }: ViewProps): void {
  const step = STEPS[event.key];
  if (step === undefined) return;
  const next = TABS[(TABS.indexOf(tab) + step + TABS.length) % TABS.length] ?? tab;
  desktop.go({ tab: next });
  document.getElementById(`tab-${next}`)?.focus();
}
