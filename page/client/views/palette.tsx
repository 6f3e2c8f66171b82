import type { JSX } from "preact";
import { FAULTS } from "../../faults.ts";
import { type Desktop, switchFault, type ViewProps } from "../desktop.ts";
import { KEYS } from "../key-rows.ts";
import { runKey } from "../keys.ts";
import type { PageState } from "../state.ts";
import { Dialog } from "./dialog.tsx";
import { nameOf } from "./top-bar.tsx";

/** Something that can be done, by its words. */
interface Command {
  readonly words: string;
  run(state: PageState, desktop: Desktop): void;
}

/** So many are listed at once. */
const MOST = 12;

/** All that can be done, found by a few letters. */
export function Palette({ state, desktop }: ViewProps): JSX.Element {
  const close = () => desktop.go({ dialog: undefined, search: "" });
  const run = (command: Command | undefined) => {
    close();
    command?.run(state, desktop);
  };
  const found = findCommands(state);
  return (
    <Dialog label="Commands" onClose={close}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          run(found[0]);
        }}
      >
        <label>
          <span>What do you want to do?</span>
          <input
            type="search"
            autoFocus
            value={state.view.search}
            onInput={({ currentTarget }) => desktop.change({ type: "view", view: { search: currentTarget.value } })}
          />
        </label>
      </form>
      <ul class="rows">
        {found.map((command) => (
          <li key={command.words}>
            <button type="button" onClick={() => run(command)}>
              {command.words}
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

function findCommands(state: PageState): readonly Command[] {
  const wanted = state.view.search.toLowerCase().split(/\s+/);
  const fits = ({ words }: Command) => wanted.every((part) => words.toLowerCase().includes(part));
  return allCommands(state).filter(fits).slice(0, MOST);
}

function allCommands({ phones, faults }: PageState): readonly Command[] {
  return [
    ...KEYS.map(({ key, does }): Command => ({ words: does, run: (...on) => runKey(key, ...on) })),
    ...FAULTS.map(({ name, label }): Command => {
      const isOn = !faults.has(name);
      const run: Command["run"] = (_, desktop) => void switchFault(desktop, name, isOn);
      return { words: `${isOn ? "Fault on" : "Fault off"}: ${label}`, run };
    }),
    ...[...phones.keys()].map((phone): Command => {
      return { words: `Go to ${nameOf(phone)}`, run: (_, desktop) => desktop.go({ phone }) };
    }),
  ];
}
