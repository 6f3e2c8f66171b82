import type { JSX } from "preact";
import { adviseOnLooks } from "../../../simulator/looks/advise-on-looks.ts";
import { type DrawnMedia, readContent } from "../read-content.ts";
import type { PageAgentLine, PageLine, PageUserLine } from "../state.ts";
import { Cards } from "./cards.tsx";
import { MediaView } from "./media-view.tsx";
import type { PhoneProps } from "./phone-props.ts";

/** A line of the conversation, as the phone draws it. Its time opens its way. */
export function Bubble(props: PhoneProps & { readonly line: PageLine }): JSX.Element {
  const { line } = props;
  switch (line.by) {
    case "user":
      return <UserBubble {...props} line={line} />;
    case "agent":
      return <AgentBubble {...props} line={line} />;
    case "note":
      return <p class="note">{line.text}</p>;
    case "sms":
      return (
        <div class="line sms">
          <p class="bubble" dir="auto">
            {line.text}
          </p>
          <Meta {...props} words="SMS, in place of RCS" />
        </div>
      );
  }
}

const USER_STATUS = { posting: "…", failed: "not taken yet", sent: "✓ sent", read: "✓✓ read" } as const;

function UserBubble(props: PhoneProps & { readonly line: PageUserLine }): JSX.Element {
  const { line } = props;
  const { type, text } = line.line;
  return (
    <div class={`line user ${line.status}`}>
      <div class="bubble" dir="auto">
        {type === "text" && text}
        {type === "tap" && <span class="tapped">{text}</span>}
        {type === "file" && <MediaView media={mediaOf(line.line)} />}
        {type === "place" && <span>⌖ {text.replace(",", ", ")}</span>}
        {type === "unsubscribed" && <em>Unsubscribed</em>}
        {type === "subscribed" && <em>Subscribed again</em>}
      </div>
      <Meta {...props} words={USER_STATUS[line.status]} />
    </div>
  );
}

const PICTURE = /^image\/(png|jpe?g|gif|webp)$/i;

/** A picture is shown; of any other file the name. */
function mediaOf({ text, file, picture }: PageUserLine["line"]): DrawnMedia {
  const about = { alt: file?.name ?? "A file of the user", height: "MEDIUM" } as const;
  if (file === undefined || PICTURE.test(file.type))
    return { ...about, source: text, kind: "image", ...(picture !== undefined && { picture }) };
  return { ...about, source: file.name, kind: file.type.startsWith("video/") ? "video" : "file" };
}

const AGENT_STATUS = { shown: "shown", delivered: "delivered", read: "read", draft: "not sent" } as const;

function AgentBubble(props: PhoneProps & { readonly line: PageAgentLine }): JSX.Element {
  const { line, phone } = props;
  const { text, content, speaker } = line.message;
  const drawn = readContent(text, content);
  const advice =
    phone.channel === "rcs" && line.status !== "draft" ? adviseOnLooks({ text, ...(content && { content }) }) : [];
  return (
    <div class={`line agent ${line.status}`}>
      {speaker?.displayName !== undefined && <p class="speaker">{speaker.displayName}</p>}
      {drawn.media !== undefined && <MediaView media={drawn.media} />}
      {drawn.text !== "" && (
        <p class="bubble" dir="auto">
          {drawn.text}
        </p>
      )}
      {drawn.cards.length > 0 && <Cards {...props} drawn={drawn} message={line.id} />}
      <Meta {...props} words={AGENT_STATUS[line.status]} />
      {advice.length > 0 && (
        <details class="advice">
          <summary>
            {advice.length === 1
              ? "One thing to know about other phones"
              : `${advice.length} things to know about other phones`}
          </summary>
          <ul>
            {advice.map((one) => (
              <li key={one.look}>
                <strong>{one.phone === "android" ? "Android" : one.phone === "iphone" ? "iPhone" : "Both"}:</strong>{" "}
                {one.advice}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function Meta({
  line,
  words,
  desktop,
  state,
}: PhoneProps & { readonly line: PageLine; readonly words: string }): JSX.Element {
  const { at, way } = line;
  const time = new Date(at).toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" });
  if (way === undefined) return <p class="meta">{`${time} · ${words}`}</p>;
  return (
    <button
      type="button"
      class="meta"
      aria-pressed={state.view.way === way}
      title="Show the way of this message"
      onClick={() => desktop.go({ way, tab: "way" })}
    >
      {`${time} · ${words}`}
    </button>
  );
}
