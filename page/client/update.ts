import type { Composed } from "../composed.ts";
import type { FaultName } from "../faults.ts";
import type { PageFact } from "../page-fact.ts";
import type { ComposeForm } from "./compose-form.ts";
import { EMPTY_STATE, newPhone, type PagePhone, type PageState, type View, type Way } from "./state.ts";
import { updatePhone } from "./update-phone.ts";
import { updateWay } from "./update-way.ts";

/** What changes the page. */
export type Change =
  | { readonly type: "facts"; readonly facts: readonly PageFact[] }
  | { readonly type: "view"; readonly view: Partial<View> }
  | { readonly type: "notice"; readonly notice: PageState["notice"] }
  | { readonly type: "told"; readonly told: PageState["told"] }
  /** A switch shows at once what was asked for; the fact that follows says the same. */
  | { readonly type: "fault-asked"; readonly fault: FaultName; readonly isOn: boolean }
  | { readonly type: "link"; readonly link: PageState["link"] }
  /** A saved conversation takes the place of the running one. */
  | { readonly type: "saved-opened"; readonly name: string; readonly facts: readonly PageFact[] }
  /** `from`: only when so many are shown now, so that playing ends when somebody steps by hand. */
  | { readonly type: "saved-shown"; readonly shown: number; readonly from?: number }
  /** Its server has started anew: what was known is over. */
  | { readonly type: "begun-anew" }
  | { readonly type: "compose"; readonly form: ComposeForm }
  | { readonly type: "composed"; readonly form: ComposeForm; readonly composed: Composed };

/** The page after a change. */
export function update(state: PageState, change: Change): PageState {
  switch (change.type) {
    case "facts":
      // What goes on meanwhile is heard anew when the saved conversation is closed.
      return state.saved === undefined ? addFacts(state, change.facts) : state;
    case "view":
      return { ...state, view: moveView(state.view, change.view) };
    case "notice":
      return { ...state, notice: change.notice };
    case "told":
      return { ...state, told: change.told };
    case "fault-asked":
      return { ...state, faults: switched(state.faults, change) };
    case "link":
      return { ...state, link: change.link };
    case "saved-opened":
      return showSaved(state, { name: change.name, all: change.facts, shown: change.facts.length });
    case "saved-shown":
      return stepSaved(state, change);
    case "begun-anew":
      return state.saved !== undefined
        ? state
        : { ...emptied(state), view: { ...state.view, way: undefined, back: 0 } };
    case "compose":
      return { ...state, compose: { ...state.compose, form: change.form } };
    case "composed":
      return { ...state, compose: { ...state.compose, judged: { form: change.form, composed: change.composed } } };
  }
}

/** Nothing is known any more. What somebody composes is theirs. */
function emptied({ link, compose }: PageState): PageState {
  return { ...EMPTY_STATE, link, compose };
}

/** Another phone is seen from its newest line, with the way of its newest message. */
function moveView(view: View, to: Partial<View>): View {
  const isOther = "phone" in to && to.phone !== view.phone;
  return { ...view, ...(isOther && { way: undefined, back: 0 }), ...to };
}

const RELOADED: PageState["notice"] = { text: "The changed bot answers from now on.", isTrouble: false };

/** Facts come many at once: what they change is copied once. */
function addFacts(state: PageState, facts: readonly PageFact[]): PageState {
  const last = state.facts.at(-1)?.seq ?? 0;
  const added = facts.filter(({ seq }) => seq > last);
  if (added.length === 0) return state;
  const [phones, ways] = [new Map(state.phones), new Map(state.ways)];
  for (const fact of added) addFact({ phones, ways }, fact);
  const faults = added.filter((fact) => fact.type === "fault").reduce(switched, state.faults);
  const view = state.view.phone === undefined ? { ...state.view, phone: firstPhone(phones) } : state.view;
  const newest = lastOf(added);
  const notice = noticeAfter(state, newest.bot);
  return { ...state, ...newest, notice, phones, ways, faults, view, facts: [...state.facts, ...added] };
}

function addFact(
  { phones, ways }: { readonly phones: Map<string, PagePhone>; readonly ways: Map<string, Way> },
  fact: PageFact,
): void {
  const { phone, way } = fact;
  if (phone !== undefined && !isRepeated(ways, fact))
    phones.set(phone, updatePhone(phones.get(phone) ?? newPhone(phone), fact));
  if (way !== undefined) ways.set(way, updateWay(ways.get(way), fact, way));
}

/** A webhook that is sent again shows no second line: the user said it once. */
function isRepeated(ways: ReadonlyMap<string, Way>, fact: PageFact): boolean {
  if (fact.type !== "said" || fact.way === undefined) return false;
  return ways.get(fact.way)?.steps.some(({ type }) => type === "said") === true;
}

function switched(faults: ReadonlySet<FaultName>, { fault, isOn }: FaultSwitch): ReadonlySet<FaultName> {
  const others = [...faults].filter((one) => one !== fault);
  return new Set(isOn ? [...others, fault] : others);
}

interface FaultSwitch {
  readonly fault: FaultName;
  readonly isOn: boolean;
}

/** Of what has one value at a time, the newest. */
function lastOf(facts: readonly PageFact[]): Partial<Pick<PageState, "bot" | "clockAheadMs">> {
  const bot = facts.findLast((fact) => fact.type === "bot");
  const clock = facts.findLast((fact) => fact.type === "clock");
  return {
    ...(bot?.type === "bot" && { bot: bot.state }),
    ...(clock?.type === "clock" && { clockAheadMs: clock.aheadMs }),
  };
}

/** Whoever has edited the bot reads when it is the changed one that answers. */
function noticeAfter({ bot, notice }: PageState, next: PageState["bot"] | undefined): PageState["notice"] {
  if (next === undefined) return notice;
  if (next.type === "loaded") return bot.type === "loaded" ? notice : RELOADED;
  return notice === RELOADED ? undefined : notice;
}

function firstPhone(phones: PageState["phones"]): string | undefined {
  return [...phones.keys()].find((key) => key.startsWith("rcs/")) ?? phones.keys().next().value;
}

function stepSaved(state: PageState, { shown, from }: Extract<Change, { type: "saved-shown" }>): PageState {
  const { saved } = state;
  if (saved === undefined || (from !== undefined && from !== saved.shown)) return state;
  return showSaved(state, { ...saved, shown });
}

function showSaved(state: PageState, saved: NonNullable<PageState["saved"]>): PageState {
  const { view } = state;
  const shown = saved.all.slice(0, saved.shown);
  const phone = saved.all.find((fact) => fact.phone !== undefined)?.phone;
  const known = saved.all.some((fact) => fact.phone === view.phone);
  const begun = { ...emptied(state), saved, view: known ? view : { ...view, phone, way: undefined } };
  return addFacts(begun, shown);
}
