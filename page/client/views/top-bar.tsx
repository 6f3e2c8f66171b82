import type { JSX } from "preact";
import type { ViewProps } from "../desktop.ts";
import { inventUser } from "../invent-user.ts";
import type { PagePhone } from "../state.ts";
import { SKIN_WORDS, SKINS } from "../view-words.ts";
import { ClockMenu } from "./clock-menu.tsx";

const LINK_WORDS = { connecting: "Connecting …", open: "", lost: "npm start has ended, or is starting again" } as const;

/** Who is talked to, on which phones, and how it stands with the server. */
export function TopBar({ state, desktop }: ViewProps): JSX.Element {
  const { view, phones, link } = state;
  return (
    <header class="top">
      <h1>Heliograph</h1>
      <label class="user">
        <span>User</span>
        <select value={view.phone ?? ""} onChange={({ currentTarget }) => desktop.go({ phone: currentTarget.value })}>
          {listed(phones, view.phone).map((phone) => (
            <option key={phone} value={phone}>
              {nameOf(phone)}
            </option>
          ))}
        </select>
      </label>
      <button type="button" onClick={() => desktop.go({ phone: inventUser(state, "rcs") })}>
        New RCS user
      </button>
      <button type="button" onClick={() => desktop.go({ phone: inventUser(state, "business-messages") })}>
        New Business Messages user
      </button>
      <fieldset class="choice">
        <legend>Phones</legend>
        {SKINS.map((skin) => (
          <button
            key={skin}
            type="button"
            aria-pressed={view.skins === skin}
            onClick={() => desktop.go({ skins: skin })}
          >
            {SKIN_WORDS[skin]}
          </button>
        ))}
      </fieldset>
      <span class="grow" />
      <ClockMenu state={state} desktop={desktop} />
      <span class="link" role="status">
        {LINK_WORDS[link]}
      </span>
      <button type="button" onClick={() => desktop.go({ dialog: "palette", search: "" })} title="Ctrl K">
        Commands
      </button>
      <button type="button" onClick={() => desktop.go({ dialog: "keys" })} aria-label="Keys" title="?">
        ?
      </button>
    </header>
  );
}

/** A select lists so many users; the others are found by the palette. */
const MOST_USERS = 50;

function listed(phones: ReadonlyMap<string, PagePhone>, open: string | undefined): readonly string[] {
  const newest = [...phones.keys()].slice(-MOST_USERS);
  return open === undefined || newest.includes(open) ? newest : [open, ...newest];
}

/** What a person calls the user of a phone. */
export function nameOf(phone: string): string {
  const [channel = "", address = ""] = phone.split(/\/(.*)/);
  return channel === "rcs" ? address : `Business Messages ${address.slice(0, 8)}`;
}
