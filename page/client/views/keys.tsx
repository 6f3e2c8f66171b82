import type { JSX } from "preact";
import type { ViewProps } from "../desktop.ts";
import { KEYS } from "../key-rows.ts";
import { Dialog } from "./dialog.tsx";

/** All keys. */
export function Keys({ desktop }: ViewProps): JSX.Element {
  return (
    <Dialog label="Keys" onClose={() => desktop.go({ dialog: undefined })}>
      <dl class="keys">
        {KEYS.map(({ key, does }) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
        <div>
          <dt>
            <kbd>Ctrl K</kbd>
          </dt>
          <dd>all commands</dd>
        </div>
        <div>
          <dt>
            <kbd>Esc</kbd>
          </dt>
          <dd>goes back</dd>
        </div>
      </dl>
    </Dialog>
  );
}
