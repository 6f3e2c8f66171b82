import type { JSX } from "preact";
import type { ViewProps } from "../desktop.ts";
import { newPhone, type PagePhone } from "../state.ts";
import { SKIN_WORDS } from "../view-words.ts";
import { withDraft } from "../with-draft.ts";
import { Chips } from "./chips.tsx";
import { Composer } from "./composer.tsx";
import { PhoneMenu } from "./phone-menu.tsx";
import type { Skin } from "./phone-props.ts";
import { Thread } from "./thread.tsx";

/** A phone: the conversation, what can be tapped, and where one writes. */
export function PhoneView({
  skin,
  hasComposer,
  ...props
}: ViewProps & { readonly skin: Skin; readonly hasComposer: boolean }): JSX.Element {
  const { state } = props;
  const key = state.view.phone;
  if (key === undefined) return <p class="empty">Nobody has written yet. Press n for a new user.</p>;
  const phone = withDraft(state, state.phones.get(key) ?? newPhone(key));
  const label = phone.channel === "rcs" ? SKIN_WORDS[skin] : "Business Messages";
  const given = { ...props, phone, skin };
  return (
    <article class={`phone ${skin}`} aria-label={label}>
      <header>
        <span class="avatar" aria-hidden="true" />
        <div>
          <h2>{label}</h2>
          <p class="standing">{standingOf(phone)}</p>
        </div>
        <PhoneMenu {...given} />
      </header>
      <Thread {...given} />
      <Chips {...given} />
      {hasComposer && state.saved === undefined && <Composer {...given} />}
    </article>
  );
}

function standingOf({ channel, address, setting, queued, isOptedOut, desk }: PagePhone): string {
  const waits = queued.length === 0 ? [] : [`${queued.length} wait until it is online`];
  const reach = { online: [], offline: ["offline", ...waits], "no-rcs": ["has no RCS"] }[setting.reach];
  const mode = { bot: [], waiting: ["waits for a person"], human: ["talks to a person"] }[desk.mode];
  const user = channel === "rcs" ? address : address.slice(0, 8);
  return [user, ...reach, ...mode, ...(isOptedOut ? ["unsubscribed"] : [])].join(" · ");
}
