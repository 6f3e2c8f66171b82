import { closeMenus } from "./close-menus.ts";
import type { Desktop } from "./desktop.ts";
import { inventUser } from "./invent-user.ts";
import { KEYS, type Key } from "./key-rows.ts";
import type { PageState } from "./state.ts";

type Run = (state: PageState, desktop: Desktop) => void;

const RUNS: Readonly<Record<Key, Run>> = {
  "/": () => document.getElementById("composer")?.focus(),
  n: (state, desktop) => desktop.go({ phone: inventUser(state) }),
  u: (state, desktop) => desktop.go({ phone: nextPhone(state) }),
  p: ({ view }, desktop) => desktop.go({ skins: NEXT_SKINS[view.skins] }),
  w: (_, desktop) => desktop.go({ tab: "way" }),
  m: (_, desktop) => desktop.go({ tab: "messages" }),
  d: (_, desktop) => desktop.go({ tab: "desk" }),
  f: (_, desktop) => desktop.go({ tab: "faults" }),
  o: (_, desktop) => desktop.go({ tab: "write" }),
  c: (_, desktop) => desktop.go({ tab: "compose" }),
  h: (_, desktop) => desktop.go({ tab: "history" }),
  t: openClock,
  "?": (_, desktop) => desktop.go({ dialog: "keys" }),
};

/** Does what a key does. */
export function runKey(key: Key, state: PageState, desktop: Desktop): void {
  RUNS[key](state, desktop);
}

/** Does what a key means. */
export function onKey(event: KeyboardEvent, state: PageState, desktop: Desktop): void {
  const { key, metaKey, ctrlKey, altKey } = event;
  const isCommand = metaKey || ctrlKey || altKey;
  if (key === "Escape") goBack(state, desktop);
  else if ((metaKey || ctrlKey) && key.toLowerCase() === "k") {
    event.preventDefault();
    desktop.go({ dialog: "palette", search: "" });
  } else if (!isCommand && !isWriting(event.target) && state.view.dialog === undefined) {
    const row = KEYS.find((one) => one.key === key);
    if (row === undefined) return;
    event.preventDefault();
    runKey(row.key, state, desktop);
  }
}

function goBack(state: PageState, desktop: Desktop): void {
  if (state.view.dialog !== undefined) desktop.go({ dialog: undefined });
  else if (closeMenus()) return;
  else if (state.notice !== undefined) desktop.change({ type: "notice", notice: undefined });
  else if (document.activeElement instanceof HTMLElement && isWriting(document.activeElement))
    document.activeElement.blur();
  else desktop.go({ way: undefined });
}

/** A switch and a slider take no letters. */
const WRITTEN_IN = "input:not([type=checkbox], [type=range]), textarea, select, [contenteditable]";

function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches(WRITTEN_IN);
}

/** Opens its menu, and goes into it; or closes it. */
function openClock(): void {
  const clock = document.getElementById("clock");
  clock?.click();
  (document.querySelector<HTMLElement>(".clock-menu[open] :enabled") ?? clock)?.focus();
}

function nextPhone({ phones, view }: PageState): string | undefined {
  const keys = [...phones.keys()];
  return keys[(keys.indexOf(view.phone ?? "") + 1) % Math.max(1, keys.length)] ?? view.phone;
}

const NEXT_SKINS = { android: "iphone", iphone: "both", both: "android" } as const;
