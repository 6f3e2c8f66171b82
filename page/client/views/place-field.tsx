import type { JSX } from "preact";
import { type Desktop, deed } from "../desktop.ts";

const PLACE = /^\s*(-?\d{1,2}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)\s*$/;
const EXPECTED = { text: "Expected a place such as 51.5, -0.12", isTrouble: true } as const;

/** Where one writes a place that the user sends. Enter sends it, and nothing of what stands in the other field. */
export function PlaceField({ phone, desktop }: { readonly phone: string; readonly desktop: Desktop }): JSX.Element {
  const send = (field: HTMLInputElement | null | undefined) => {
    const [, latitude, longitude] = PLACE.exec(field?.value ?? "") ?? [];
    if (latitude === undefined || longitude === undefined) return desktop.change({ type: "notice", notice: EXPECTED });
    void deed(desktop, phone, { do: "place", latitude: Number(latitude), longitude: Number(longitude) });
  };
  return (
    <div class="place">
      <label>
        <span>A place: latitude, longitude</span>
        <input
          type="text"
          placeholder="51.5, -0.12"
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            send(event.currentTarget);
          }}
        />
      </label>
      <button type="button" onClick={({ currentTarget }) => send(currentTarget.parentElement?.querySelector("input"))}>
        Send the place
      </button>
    </div>
  );
}
