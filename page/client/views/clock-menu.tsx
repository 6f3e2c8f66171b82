import type { JSX } from "preact";
import type { ViewProps } from "../desktop.ts";
import { nowOf } from "../now-of.ts";

const CLOCK = {
  weekday: "short",
  day: "numeric",
  month: "short",
  hour: "numeric",
  minute: "2-digit",
  timeZoneName: "short",
} as const;
const MINUTE_MS = 60_000;
const JUMPS: readonly (readonly [label: string, millis: number])[] = [
  ["A minute later", MINUTE_MS],
  ["An hour later", 60 * MINUTE_MS],
  ["A day later", 24 * 60 * MINUTE_MS],
  ["A week later", 7 * 24 * 60 * MINUTE_MS],
];

/** The clock that the bot, its timers and the phones live by. */
export function ClockMenu({ state, desktop }: ViewProps): JSX.Element {
  const { clockAheadMs, saved } = state;
  const set = (to: Date | undefined) =>
    void desktop.act({ act: "set-clock", ...(to !== undefined && { to: to.toISOString() }) });
  const now = new Date(nowOf(state));
  const words = now.toLocaleString(undefined, CLOCK);
  return (
    <details class="menu clock-menu" onToggle={({ currentTarget }) => currentTarget.open && fillIn(currentTarget, now)}>
      <summary id="clock" class={clockAheadMs === 0 ? undefined : "is-set"} title="t">
        {clockAheadMs === 0 ? "Clock" : words}
      </summary>
      <div class="menu-panel">
        <p class="note">For the bot it is {words}</p>
        {JUMPS.map(([label, millis]) => (
          <button
            key={label}
            type="button"
            disabled={saved !== undefined}
            onClick={() => set(new Date(Date.now() + clockAheadMs + millis))}
          >
            {label}
          </button>
        ))}
        <form
          onSubmit={(event) => {
            event.preventDefault();
            const chosen = new Date(String(new FormData(event.currentTarget).get("time") ?? ""));
            if (!Number.isNaN(chosen.getTime())) set(chosen);
          }}
        >
          <label>
            <span>Or at</span>
            <input type="datetime-local" name="time" required />
          </label>
          <button type="submit" disabled={saved !== undefined}>
            Set
          </button>
        </form>
        <button type="button" disabled={saved !== undefined || clockAheadMs === 0} onClick={() => set(undefined)}>
          The real time
        </button>
      </div>
    </details>
  );
}

/**
 * The next whole minute: that of now would set the clock back by its seconds. Whoever wants another time of the same day need not
 * begin with the year. What is typed then is not overwritten.
 */
function fillIn(menu: HTMLElement, now: Date): void {
  const field = menu.querySelector<HTMLInputElement>("input[name=time]");
  if (field !== null) field.value = localTime(new Date(now.getTime() + MINUTE_MS));
}

/** As the field takes it: without a zone, on this machine's clock. */
function localTime(now: Date): string {
  const local = new Date(now.getTime() - now.getTimezoneOffset() * MINUTE_MS);
  return local.toISOString().slice(0, "2026-12-05T22:00".length);
}
