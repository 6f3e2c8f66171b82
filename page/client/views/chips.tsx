import type { JSX } from "preact";
import { MAX_OPEN_ACTIONS } from "../../../simulator/looks/sizes.ts";
import { type Desktop, deed } from "../desktop.ts";
import { type Chip, type ChipKind, readContent } from "../read-content.ts";
import type { PageAgentLine, PagePhone } from "../state.ts";
import { DRAFT_ID } from "../with-draft.ts";
import type { PhoneProps, Skin } from "./phone-props.ts";

const ICONS: Readonly<Record<ChipKind, string>> = {
  reply: "",
  url: "↗ ",
  dial: "✆ ",
  place: "⌖ ",
  "share-place": "⌖ ",
  calendar: "▦ ",
  person: "",
  "sign-in": "",
};

/** What Google labels itself. */
const LABELS: Readonly<Partial<Record<ChipKind, string>>> = { person: "Talk to a person", "sign-in": "Sign in" };

/** On a chip that is being composed. */
const UNWRITTEN = "…";

/** What a phone does with it, which this page only tells. */
const OPENS: Readonly<Partial<Record<ChipKind, string>>> = {
  url: "The phone opens",
  dial: "The phone offers to call",
  place: "The phone shows the place",
  calendar: "The phone offers to save",
};

/** A place for who shares one: the meridian of Greenwich. */
const PLACE = { latitude: 51.4779, longitude: -0.0015 };

/** The chips below the conversation: Android's go with the next line, an iPhone's stay until one of them is used. */
export function Chips(props: PhoneProps): JSX.Element | null {
  const { phone, skin } = props;
  const offer = offered(phone, skin);
  if (offer === undefined) return null;
  const { message, chips } = offer;
  const draw = (chip: Chip, index: number) => <ChipButton key={index} {...props} chip={chip} message={message} />;
  if (skin === "android")
    return (
      <div class="chips" role="group" aria-label="Suggestions">
        {chips.map(draw)}
      </div>
    );
  const actions = chips.filter(({ kind }) => kind !== "reply");
  const folds = actions.length > MAX_OPEN_ACTIONS;
  return (
    <div class="chips" role="group" aria-label="Suggestions">
      {folds ? (
        <details class="folded">
          <summary>Options</summary>
          <div class="buttons">{actions.map(draw)}</div>
        </details>
      ) : (
        actions.map(draw)
      )}
      {chips.filter(({ kind }) => kind === "reply").map(draw)}
    </div>
  );
}

function offered(
  phone: PagePhone,
  skin: Skin,
): { readonly message: string; readonly chips: readonly Chip[] } | undefined {
  const isStale = (line: PagePhone["lines"][number]) => line.by === "user" || line.by === "agent";
  const newest = phone.lines.findLast(isStale);
  const line =
    skin === "android" ? newest : phone.lines.findLast((one) => one.by === "agent" && chipsOf(one).length > 0);
  if (line?.by !== "agent" || line.used !== undefined) return undefined;
  const chips = chipsOf(line);
  return chips.length === 0 ? undefined : { message: line.id, chips };
}

function chipsOf({ message }: PageAgentLine): readonly Chip[] {
  return readContent(message.text, message.content).chips;
}

interface ChipProps extends PhoneProps {
  readonly chip: Chip;
  /** The id of its message. */
  readonly message: string;
}

/** A chip or a button of a card. */
export function ChipButton({ chip, message, phone, desktop, state }: ChipProps): JSX.Element {
  const { kind, label, target } = chip;
  const isShownOnly = state.saved !== undefined || message === DRAFT_ID;
  if (kind === "sign-in") {
    const end = (isDone: boolean) => void deed(desktop, phone.key, { do: "sign-in", isDone });
    return (
      <details class="chip sign-in">
        <summary>Sign in</summary>
        <button type="button" disabled={isShownOnly} onClick={() => end(true)}>
          It succeeds
        </button>
        <button type="button" disabled={isShownOnly} onClick={() => end(false)}>
          The user cancels
        </button>
      </details>
    );
  }
  return (
    <button
      type="button"
      class={`chip ${kind}`}
      dir="auto"
      title={target}
      disabled={isShownOnly}
      onClick={() => void tap(desktop, phone, chip, message)}
    >
      {ICONS[kind]}
      {LABELS[kind] ?? (label || UNWRITTEN)}
    </button>
  );
}

async function tap(
  desktop: Desktop,
  { key, channel }: PagePhone,
  { kind, label, target, postback }: Chip,
  message: string,
): Promise<void> {
  if (kind === "person" && channel === "business-messages") return void deed(desktop, key, { do: "person" });
  const { isDone } = await deed(desktop, key, { do: "tap", chip: label, message, postback });
  if (!isDone) return;
  if (kind === "share-place") await deed(desktop, key, { do: "place", ...PLACE });
  const opens = OPENS[kind];
  if (opens === undefined) return;
  desktop.change({ type: "notice", notice: { text: `${opens} ${target}. This page does not.`, isTrouble: false } });
}
