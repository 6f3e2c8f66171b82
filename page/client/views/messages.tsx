import type { JSX } from "preact";
import { canShow } from "../can-show.ts";
import type { ViewProps } from "../desktop.ts";
import { judgeWay, VERDICT_WORDS } from "../judge-way.ts";
import { readSaved } from "../read-saved.ts";
import { readTrace } from "../read-trace.ts";
import { saveConversation } from "../save-conversation.ts";
import { screensBackTo } from "../screens.ts";
import type { PageState, Way } from "../state.ts";
import { writeClock } from "../write-clock.ts";
import { nameOf } from "./top-bar.tsx";
import { titleOf } from "./way-view.tsx";

/** So many are listed; a search finds the others. */
const MOST_ROWS = 80;

/** All messages of all users, the newest first, and what can be done with the conversation. */
export function Messages({ state, desktop }: ViewProps): JSX.Element {
  const found = findWays(state);
  return (
    <div class="messages">
      <div class="acts">
        <label class="search">
          <span>Search</span>
          <input
            type="search"
            value={state.view.search}
            placeholder="words, a number, an id"
            onInput={({ currentTarget }) => desktop.change({ type: "view", view: { search: currentTarget.value } })}
          />
        </label>
        <button type="button" disabled={state.facts.length === 0} onClick={() => void saveConversation(state)}>
          Save the conversation
        </button>
        <label class="file button">
          <span>Open a saved one</span>
          <input type="file" accept=".json,.jsonl" onChange={(event) => void openSaved(event.currentTarget, desktop)} />
        </label>
      </div>
      <ol class="rows">
        {found.slice(0, MOST_ROWS).map((way) => (
          <Row key={way.id} way={way} state={state} desktop={desktop} />
        ))}
      </ol>
      {found.length > MOST_ROWS && <p class="note">{found.length - MOST_ROWS} older ones: search for them</p>}
      {found.length === 0 && <p class="empty">No message yet.</p>}
    </div>
  );
}

function Row({ way, state, desktop }: ViewProps & { readonly way: Way }): JSX.Element {
  const { id, at, phone } = way;
  const verdict = judgeWay(way);
  const back = phone === undefined ? 0 : screensBackTo(state.phones.get(phone)?.lines ?? [], id);
  return (
    <li>
      <button
        type="button"
        aria-current={state.view.way === id}
        onClick={() => desktop.go({ way: id, tab: "way", ...(phone !== undefined && { phone, back }) })}
      >
        <time dateTime={at}>{writeClock(at)}</time>
        <span class="who">{phone === undefined ? "" : nameOf(phone)}</span>
        <span class="what" dir="auto">
          {titleOf(way)}
        </span>
        <span class={`dot ${verdict.type}`} role="img" aria-label={VERDICT_WORDS[verdict.type]} />
      </button>
    </li>
  );
}

function findWays({ ways, view }: PageState): readonly Way[] {
  const wanted = view.search.trim().toLowerCase();
  const told = [...ways.values()].filter(({ title }) => title !== "");
  const found = wanted === "" ? told : told.filter((way) => wordsOf(way).includes(wanted));
  return found.toReversed();
}

function wordsOf({ id, title, phone }: Way): string {
  return `${id} ${title} ${phone ?? ""}`.toLowerCase();
}

async function openSaved(input: HTMLInputElement, desktop: ViewProps["desktop"]): Promise<void> {
  const [file] = input.files ?? [];
  input.value = "";
  if (file === undefined) return;
  const content = await file.text();
  const facts = readSaved(content) ?? readTrace(content);
  if (facts === undefined || !canShow(facts)) {
    const text = `Cannot open ${file.name}: expected a conversation that this page has saved, or a trace of npm run simulate`;
    desktop.change({ type: "notice", notice: { text, isTrouble: true } });
  } else desktop.change({ type: "saved-opened", name: file.name, facts });
}
