import type { JSX } from "preact";
import { FAULTS, PHONE_FAULTS } from "../../faults.ts";
import { countDuringFault, countDuringReach, type VerdictCounts } from "../count-verdicts.ts";
import { switchFault, type ViewProps } from "../desktop.ts";
import { newPhone, type PagePhone } from "../state.ts";

/** Switches, what is promised beside each, and whether it held. */
export function FaultsView(props: ViewProps): JSX.Element {
  const { state, desktop } = props;
  const { view, phones, saved } = state;
  const phone = view.phone === undefined ? undefined : (phones.get(view.phone) ?? newPhone(view.phone));
  return (
    <div class="faults">
      <p class="lead">
        Switch something on, then write to the bot. Its way shows what went wrong, and how it was survived.
      </p>
      <ul>
        {FAULTS.map(({ name, label, promise }) => {
          const isOn = state.faults.has(name);
          return (
            <li key={name}>
              <Switch
                label={label}
                isOn={isOn}
                isDisabled={saved !== undefined}
                onChange={() => void switchFault(desktop, name, !isOn)}
              />
              <p class="promise">{promise}</p>
              <Counts {...countDuringFault(state, name)} />
            </li>
          );
        })}
        {phone?.channel === "rcs" && <PhoneFaults {...props} phone={phone} />}
      </ul>
    </div>
  );
}

function PhoneFaults({ state, desktop, phone }: ViewProps & { readonly phone: PagePhone }): JSX.Element {
  const { key, setting } = phone;
  const isDisabled = state.saved !== undefined;
  const set = (reach: PagePhone["setting"]["reach"]) =>
    void desktop.act({ act: "set-phone", phone: key, setting: { ...setting, reach } });
  return (
    <>
      {PHONE_FAULTS.map(({ name, label, promise }) => {
        if (name === "expiry")
          return (
            <li key={name}>
              <button
                type="button"
                disabled={isDisabled}
                onClick={() => void desktop.act({ act: "expire-now", phone: key })}
              >
                {label}
              </button>
              <p class="promise">{promise}</p>
            </li>
          );
        const isOn = setting.reach === name;
        return (
          <li key={name}>
            <Switch label={label} isOn={isOn} isDisabled={isDisabled} onChange={() => set(isOn ? "online" : name)} />
            <p class="promise">{promise}</p>
            <Counts {...countDuringReach(state, key, name)} />
          </li>
        );
      })}
    </>
  );
}

interface SwitchProps {
  readonly label: string;
  readonly isOn: boolean;
  readonly isDisabled: boolean;
  readonly onChange: () => void;
}

function Switch({ label, isOn, isDisabled, onChange }: SwitchProps): JSX.Element {
  return (
    <label class="switch">
      <input
        type="checkbox"
        role="switch"
        aria-checked={isOn}
        checked={isOn}
        disabled={isDisabled}
        onChange={onChange}
      />
      <span>{label}</span>
    </label>
  );
}

function Counts(counts: VerdictCounts): JSX.Element {
  return (
    <p class="counts">
      {counts.held > 0 && <span class="held">held {times(counts.held)}</span>}
      {counts.broken > 0 && <span class="broken">broken {times(counts.broken)}</span>}
      {counts["set-aside"] > 0 && <span class="broken">{counts["set-aside"]} set aside</span>}
      {counts.going > 0 && <span class="going">{counts.going} under way</span>}
    </p>
  );
}

function times(count: number): string {
  return count === 1 ? "once" : `${count} times`;
}
