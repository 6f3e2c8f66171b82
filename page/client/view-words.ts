import type { Skins, Tab } from "./state.ts";

/** What the page calls each tab, in the order in which they stand. */
export const TAB_WORDS: Readonly<Record<Tab, string>> = {
  way: "Way",
  messages: "Messages",
  desk: "Desk",
  faults: "Faults",
  write: "Write first",
  compose: "Compose",
  history: "History",
};

/** What the page calls the phones that it can draw, in the order in which they stand. */
export const SKIN_WORDS: Readonly<Record<Skins, string>> = { android: "Android", iphone: "iPhone", both: "Both" };

/** All tabs. */
export const TABS = Object.keys(TAB_WORDS) as readonly Tab[];

/** All that can be chosen of phones. */
export const SKINS = Object.keys(SKIN_WORDS) as readonly Skins[];
