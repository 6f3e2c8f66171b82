import type { JSX } from "preact";
import type { ActAnswer } from "../../page-act.ts";
import type { Desktop, ViewProps } from "../desktop.ts";
import { sendWords } from "../send-words.ts";
import type { Desk, PagePhone } from "../state.ts";
import { tellTyping } from "../tell-typing.ts";
import { writeClock } from "../write-clock.ts";
import { nameOf } from "./top-bar.tsx";

const NEWS_WORDS = {
  said: "The user",
  waiting: "A person is called",
  joined: "A person has joined",
  unsubscribed: "The user has unsubscribed",
  subscribed: "The user has subscribed again",
  withheld: "Not sent",
  ended: "The bot has it again",
} as const;

/** Who said a line, in the words of `handoff`. */
const SPEAKERS: Readonly<Record<string, string>> = { user: "The user", business: "The bot", person: "A person" };

const MODES = { bot: "the bot answers", waiting: "waits for a person", human: "a person answers" } as const;
/** So much of a conversation is listed. */
const MOST_NEWS = 60;

/** The conversations that people have or are called to, and what a person does in one. */
export function DeskView(props: ViewProps): JSX.Element {
  const { state, desktop } = props;
  const called = [...state.phones.values()].filter(({ desk }) => desk.news.length > 0);
  const sorted = called.toSorted((one, other) => rank(other.desk) - rank(one.desk)).slice(0, MOST_NEWS);
  const open = state.view.phone === undefined ? undefined : state.phones.get(state.view.phone);
  return (
    <div class="desk">
      <p class="lead">
        What people at a contact centre see: who waits, what was said, and what was not sent. Join takes the
        conversation over from the bot, Leave gives it back.
      </p>
      <ul class="rows">
        {sorted.map(({ key, desk }) => (
          <li key={key}>
            <button type="button" aria-current={key === open?.key} onClick={() => desktop.go({ phone: key })}>
              <span class="who">{nameOf(key)}</span>
              <span class={`what mode-${desk.mode}`}>{MODES[desk.mode]}</span>
            </button>
          </li>
        ))}
      </ul>
      {open !== undefined && <DeskConversation {...props} phone={open} />}
    </div>
  );
}

function rank({ mode }: Desk): number {
  return { bot: 0, human: 1, waiting: 2 }[mode];
}

function DeskConversation({ phone, desktop, state }: ViewProps & { readonly phone: PagePhone }): JSX.Element {
  const { desk, key } = phone;
  return (
    <section aria-label={`Desk of ${nameOf(key)}`}>
      <h2>{nameOf(key)}</h2>
      <p class={`verdict mode-${desk.mode}`}>
        {MODES[desk.mode]}
        {phone.isOptedOut && ", and the user has unsubscribed"}
      </p>
      <ol class="news">
        {desk.news.slice(-MOST_NEWS).map((news) => (
          <NewsRow key={news.seq} {...news} />
        ))}
      </ol>
      {state.saved === undefined && <DeskForm phone={key} desktop={desktop} />}
    </section>
  );
}

type Send = (form: HTMLFormElement | null, request: Readonly<Record<string, unknown>>) => Promise<ActAnswer>;

/** The user sees it for some 20 seconds. */
const TYPING_PAUSE_MS = 15_000;

function NewsRow({ at, type, text, reason, note, soFar = [] }: Desk["news"][number]): JSX.Element {
  return (
    <li class={`news-${type}`}>
      <time dateTime={at}>{writeClock(at)}</time>
      <div>
        <p dir="auto">
          {NEWS_WORDS[type]}
          {text !== undefined && `: ${text}`}
          {reason !== undefined && ` (${reason})`}
        </p>
        {note !== undefined && <p dir="auto">The bot adds: {note}</p>}
        {soFar.length > 0 && (
          <details>
            <summary>What was said before, {soFar.length} lines</summary>
            <ol>
              {soFar.map((line, index) => (
                <li key={index} dir="auto">
                  {SPEAKERS[line.by] ?? line.by}: {line.text}
                </li>
              ))}
            </ol>
          </details>
        )}
      </div>
    </li>
  );
}

function DeskForm({ phone, desktop }: { readonly phone: string; readonly desktop: Desktop }): JSX.Element {
  const send: Send = (form, request) => {
    const displayName = String((form && new FormData(form).get("name")) || "Ann");
    return desktop.act({ act: "outbound", phone, request: { speaker: { displayName }, ...request } });
  };
  return (
    <form
      class="desk-form"
      onSubmit={(event) => {
        event.preventDefault();
        const field = event.currentTarget.elements.namedItem("reply");
        if (field instanceof HTMLTextAreaElement) void sendWords(field, (reply) => send(field.form, { reply }));
      }}
    >
      <label>
        <span>The person's name</span>
        <input type="text" name="name" placeholder="Ann" />
      </label>
      <label>
        <span>Their answer</span>
        <textarea
          // What was written to one user is not sent to another.
          key={phone}
          name="reply"
          rows={2}
          dir="auto"
          onInput={({ currentTarget }) =>
            tellTyping(currentTarget, TYPING_PAUSE_MS, () => void send(currentTarget.form, { handoff: "typing" }))
          }
        />
      </label>
      <div class="acts">
        <button type="button" onClick={({ currentTarget }) => void send(currentTarget.form, { handoff: "join" })}>
          Join
        </button>
        <button type="submit">Answer</button>
        <button type="button" onClick={({ currentTarget }) => void send(currentTarget.form, { handoff: "leave" })}>
          Leave
        </button>
      </div>
    </form>
  );
}
