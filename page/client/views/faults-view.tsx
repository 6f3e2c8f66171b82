import type { JSX } from "preact";
import { FAULTS, type FaultName } from "../../faults.ts";
import { switchFault, type ViewProps } from "../desktop.ts";
import { judgeWay, type Verdict } from "../judge-way.ts";
import type { PageState, Way } from "../state.ts";

/** Switches, what is promised beside each, and whether it held. */
export function FaultsView({ state, desktop }: ViewProps): JSX.Element {
  return (
    <div class="faults">
      <p class="lead">
        Switch something on, then write to the bot. Its way shows what went wrong, and how it was survived.
      </p>
      <ul>
        {FAULTS.map(({ name, label, promise }) => {
          const isOn = state.faults.has(name);
          const counts = countVerdicts(state, name);
          return (
            <li key={name}>
              <label class="switch">
                <input
                  type="checkbox"
                  role="switch"
                  aria-checked={isOn}
                  checked={isOn}
                  disabled={state.saved !== undefined}
                  onChange={() => void switchFault(desktop, name, !isOn)}
                />
                <span>{label}</span>
              </label>
              <p class="promise">{promise}</p>
              <p class="counts">
                {counts.held > 0 && <span class="held">held {times(counts.held)}</span>}
                {counts.broken > 0 && <span class="broken">broken {times(counts.broken)}</span>}
                {counts["set-aside"] > 0 && <span class="broken">{counts["set-aside"]} set aside</span>}
                {counts.going > 0 && <span class="going">{counts.going} under way</span>}
              </p>
            </li>
          );
        })}
      </ul>
      <p class="note">A phone that is offline, or has no RCS, and an expiry at once, are in the menu ⋮ of the phone.</p>
    </div>
  );
}

/** The messages that began while the fault was on. */
function countVerdicts({ ways, facts }: PageState, name: FaultName): Readonly<Record<Verdict["type"], number>> {
  const counts = { held: 0, broken: 0, going: 0, "set-aside": 0 };
  const switched = facts.filter((fact) => fact.type === "fault" && fact.fault === name);
  if (switched.length === 0) return counts;
  const wasOn = ({ steps }: Way) => {
    const begun = steps[0]?.seq ?? 0;
    const last = switched.findLast(({ seq }) => seq < begun);
    return last?.type === "fault" && last.isOn;
  };
  for (const way of ways.values()) if (way.title !== "" && wasOn(way)) counts[judgeWay(way).type] += 1;
  return counts;
}

function times(count: number): string {
  return count === 1 ? "once" : `${count} times`;
}
