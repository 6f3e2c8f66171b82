import type { JSX } from "preact";
import type { ViewProps } from "../desktop.ts";

const PLAY_MS = 400;

/** Plays a saved conversation step by step; nothing while the running one is shown. */
export function SavedBar({ state: { saved }, desktop }: ViewProps): JSX.Element | null {
  if (saved === undefined) return null;
  const { all, shown, name } = saved;
  const show = (count: number) =>
    desktop.change({ type: "saved-shown", shown: Math.max(0, Math.min(all.length, count)) });
  return (
    <section class="bar saved" aria-label="Saved conversation">
      <strong dir="auto">{name}</strong>
      <button type="button" onClick={() => show(0)}>
        To the beginning
      </button>
      <button type="button" onClick={() => show(shown - 1)}>
        Back
      </button>
      <button type="button" onClick={() => show(shown + 1)}>
        Next
      </button>
      <button type="button" onClick={() => play(desktop, shown, all.length)}>
        Play
      </button>
      <label>
        <span>Step</span>
        <input
          type="range"
          min="0"
          max={all.length}
          value={shown}
          onInput={({ currentTarget }) => show(Number(currentTarget.value))}
        />
      </label>
      <span>
        {shown} of {all.length}
      </span>
      <button type="button" onClick={() => location.reload()}>
        Close
      </button>
    </section>
  );
}

/** Shows one step after the other, from the beginning when all are shown, until somebody steps by hand. */
function play(desktop: ViewProps["desktop"], from: number, end: number): void {
  const next = from === end ? 0 : from + 1;
  desktop.change({ type: "saved-shown", shown: next, from });
  if (next < end) setTimeout(() => play(desktop, next, end), PLAY_MS);
}
