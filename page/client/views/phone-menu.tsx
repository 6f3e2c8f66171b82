import type { JSX } from "preact";
import type { PhoneSetting } from "../../page-fact.ts";
import type { PhoneProps } from "./phone-props.ts";

const REACH: readonly (readonly [PhoneSetting["reach"], string])[] = [
  ["online", "Online"],
  ["offline", "Offline"],
  ["no-rcs", "Has no RCS"],
];

const RECEIPTS: readonly (readonly [PhoneSetting["receipts"], string])[] = [
  ["read", "Delivered and read"],
  ["delivered", "Delivered only"],
  ["none", "None"],
];

const FEATURES: readonly (readonly ["all" | "none", string])[] = [
  ["all", "nothing"],
  ["none", "cards and actions"],
];

/** How the phone is set up. */
export function PhoneMenu({ phone, desktop, state }: PhoneProps): JSX.Element {
  const { setting, key, channel } = phone;
  const isDisabled = state.saved !== undefined;
  const set: SetUpPhone = (changed) => void desktop.act({ act: "set-phone", phone: key, setting: changed });
  return (
    <details class="menu settings">
      <summary aria-label="Set up this phone">⋮</summary>
      <div class="menu-panel">
        <Choice
          label="It is"
          value={setting.reach}
          of={channel === "rcs" ? REACH : REACH.filter(([reach]) => reach !== "no-rcs")}
          isDisabled={isDisabled}
          onChoose={(reach) => set({ ...setting, reach })}
        />
        <Choice
          label="Its receipts"
          value={setting.receipts}
          of={RECEIPTS}
          isDisabled={isDisabled}
          onChoose={(receipts) => set({ ...setting, receipts })}
        />
        {channel === "business-messages" && (
          <label>
            <span>Its language</span>
            <input
              // What somebody is writing stays, whatever else happens on the page.
              key={setting.locale}
              type="text"
              defaultValue={setting.locale ?? ""}
              placeholder="en"
              disabled={isDisabled}
              onChange={({ currentTarget }) => set({ ...setting, locale: currentTarget.value })}
            />
          </label>
        )}
        {channel === "rcs" && <RcsSettings {...{ phone, desktop, state, set }} />}
      </div>
    </details>
  );
}

type SetUpPhone = (changed: PhoneSetting) => void;

/** What Business Messages does not have. */
function RcsSettings({
  phone,
  desktop,
  state,
  set,
}: Omit<PhoneProps, "skin"> & { readonly set: SetUpPhone }): JSX.Element {
  const { setting, key } = phone;
  const { features, ...rest } = setting;
  const isDisabled = state.saved !== undefined;
  return (
    <>
      <Choice
        label="It lacks"
        value={features === undefined ? "all" : "none"}
        of={FEATURES}
        isDisabled={isDisabled}
        onChoose={(has) => set(has === "all" ? rest : { ...rest, features: [] })}
      />
      <button type="button" disabled={isDisabled} onClick={() => void desktop.act({ act: "expire-now", phone: key })}>
        Let what waits expire now
      </button>
    </>
  );
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T;
  /** Each with the words that stand for it. */
  readonly of: readonly (readonly [T, string])[];
  readonly isDisabled: boolean;
  readonly onChoose: (value: T) => void;
}

function Choice<T extends string>({ label, value, of, isDisabled, onChoose }: ChoiceProps<T>): JSX.Element {
  return (
    <label>
      <span>{label}</span>
      <select
        value={value}
        disabled={isDisabled}
        onChange={({ currentTarget: { selectedIndex } }) => {
          const [chosen] = of[selectedIndex] ?? [value];
          onChoose(chosen);
        }}
      >
        {of.map(([one, words]) => (
          <option key={one} value={one}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}
