import { Fragment, type JSX } from "preact";
import { nowOf } from "../now-of.ts";
import { SCREEN } from "../screens.ts";
import type { PageLine } from "../state.ts";
import { Bubble } from "./bubble.tsx";
import type { PhoneProps } from "./phone-props.ts";

/** The conversation, the newest at the bottom and in sight, unless somebody has scrolled up: the style sheet sees to it. */
export function Thread(props: PhoneProps): JSX.Element {
  const { phone, state, desktop } = props;
  const { back } = state.view;
  const end = Math.max(0, phone.lines.length - back * SCREEN);
  const begin = Math.max(0, end - SCREEN);
  const isTyping = back === 0 && phone.typingUntil > nowOf(state);
  return (
    <div class="thread" key={`${phone.key}/${back}`} role="log" aria-label="Conversation" tabIndex={0}>
      <div class="lines">
        {begin > 0 && (
          <button type="button" class="older" onClick={() => desktop.go({ back: back + 1 })}>
            {begin} earlier
          </button>
        )}
        {phone.lines.length === 0 && <p class="empty">Write something below: the bot answers here.</p>}
        {phone.lines.slice(begin, end).map((line, index, lines) => (
          <Fragment key={`${line.by}/${line.id}`}>
            {isNewDay(lines[index - 1], line) && <p class="day">{dayOf(line)}</p>}
            <Bubble {...props} line={line} />
          </Fragment>
        ))}
        {isTyping && (
          <p class="typing" role="img" aria-label="The agent types">
            <i />
            <i />
            <i />
          </p>
        )}
        {back > 0 && (
          <p class="acts">
            <button type="button" class="older" onClick={() => desktop.go({ back: back - 1 })}>
              Later
            </button>
            <button type="button" class="older" onClick={() => desktop.go({ back: 0 })}>
              To the newest
            </button>
          </p>
        )}
      </div>
    </div>
  );
}

function isNewDay(before: PageLine | undefined, line: PageLine): boolean {
  return before === undefined || dayOf(before) !== dayOf(line);
}

function dayOf({ at }: PageLine): string {
  return new Date(at).toLocaleDateString(undefined, { weekday: "long", day: "numeric", month: "long" });
}
