import type { JSX } from "preact";
import type { ViewProps } from "../desktop.ts";
import { newPhone } from "../state.ts";
import { BotBar } from "./bot-bar.tsx";
import { Keys } from "./keys.tsx";
import { Palette } from "./palette.tsx";
import { Panel } from "./panel.tsx";
import { PhoneView } from "./phone-view.tsx";
import { SavedBar } from "./saved-bar.tsx";
import { TopBar } from "./top-bar.tsx";

/** The whole page. */
export function App(props: ViewProps): JSX.Element {
  const { state, desktop } = props;
  const { view, phones, notice } = state;
  const phone = view.phone === undefined ? undefined : (phones.get(view.phone) ?? newPhone(view.phone));
  const skins =
    phone?.channel === "rcs" && view.skins === "both" ? (["android", "iphone"] as const) : [oneSkin(view.skins)];
  return (
    <div class="page">
      <TopBar {...props} />
      <BotBar {...props} />
      <SavedBar {...props} />
      <main class={`stage phones-${skins.length}`}>
        <section class="phones" aria-label="Phones">
          {skins.map((skin, index) => (
            <PhoneView key={skin} {...props} skin={skin} hasComposer={index === 0} />
          ))}
        </section>
        <Panel {...props} />
      </main>
      <div class="notices" role="status" aria-live="polite">
        {notice !== undefined && (
          <p class={notice.isTrouble ? "notice trouble" : "notice"} dir="auto">
            {notice.text}
            <button type="button" onClick={() => desktop.change({ type: "notice", notice: undefined })}>
              Close
            </button>
          </p>
        )}
      </div>
      {view.dialog === "palette" && <Palette {...props} />}
      {view.dialog === "keys" && <Keys {...props} />}
    </div>
  );
}

function oneSkin(skins: "android" | "iphone" | "both"): "android" | "iphone" {
  return skins === "iphone" ? "iphone" : "android";
}
