import type { JSX } from "preact";
import type { Composed, ComposedCopies } from "../../composed.ts";
import { copyText } from "../copy-text.ts";
import type { ViewProps } from "../desktop.ts";

const PHONES = { android: "Android", iphone: "iPhone", both: "Both" } as const;

interface ResultProps extends ViewProps {
  readonly composed: Composed;
  /** It was changed since it was judged. */
  readonly isStale: boolean;
}

/** What Google says of it, how it looks on the other phone, and its JSON; and, always in sight, what can be done with it. */
export function ComposeResult({ composed, isStale, ...props }: ResultProps): JSX.Element {
  const { problems, channels, advice } = composed;
  const channel = props.state.view.phone?.startsWith("business-messages/") ? "business-messages" : "rcs";
  const { json, refusal } = channels[channel] ?? {};
  const isFine = problems.length === 0;
  const copies = isStale ? undefined : composed.copies;
  return (
    <>
      {refusal !== undefined && <p class="note">Google would say: {refusal}</p>}
      {advice.length > 0 && (
        <ul class="compose-advice" aria-label="How it looks on the other phone">
          {advice.map(({ phone, advice: words }) => (
            <li key={words}>
              <strong>{PHONES[phone]}:</strong> {words}
            </li>
          ))}
        </ul>
      )}
      {json !== undefined && (
        <details>
          <summary>Google's JSON</summary>
          <pre dir="ltr" tabIndex={0}>
            {written(json)}
          </pre>
        </details>
      )}
      <div class="compose-foot">
        <p class={isFine ? "verdict held" : "verdict broken"} role="status">
          <strong>{verdictOn(problems.length)}</strong>
        </p>
        <div class="compose-acts" role="group" aria-label="What to do with it">
          <Send {...props} copies={copies} />
          <Copy
            {...props}
            name="Copy as a bot's reply"
            text={copies?.bot}
            note="Copied. It goes into a file in bot/."
          />
          <Copy {...props} name="Copy Google's JSON" text={copies && json && written(json)} />
          <Copy {...props} name="Copy as a template" text={copies && written(copies.request)} />
        </div>
      </div>
    </>
  );
}

function verdictOn(problems: number): string {
  if (problems === 0) return "Nothing is wrong with it: a bot may say it, and Google takes it.";
  return problems === 1 ? "One thing is to be mended." : `${problems} things are to be mended.`;
}

function Send({ state, desktop, copies }: ViewProps & { readonly copies: ComposedCopies | undefined }): JSX.Element {
  const { phone } = state.view;
  const send = async (to: string, request: ComposedCopies["request"]) => {
    const { isDone } = await desktop.act({ act: "outbound", phone: to, request });
    if (isDone) desktop.go({ tab: "way", way: undefined, back: 0 });
  };
  const isReady = phone !== undefined && copies !== undefined && state.saved === undefined;
  return (
    <button type="button" disabled={!isReady} onClick={() => void (isReady && send(phone, copies.request))}>
      Send
    </button>
  );
}

interface CopyProps extends ViewProps {
  readonly name: string;
  /** Missing while there is nothing to copy. */
  readonly text: string | undefined;
  /** What is said then, with what to do with it. */
  readonly note?: string;
}

function Copy({ desktop, name, text, note }: CopyProps): JSX.Element {
  const copy = (copied: string) => copyText(desktop, copied, note);
  return (
    <button type="button" disabled={text === undefined} onClick={() => void (text !== undefined && copy(text))}>
      {name}
    </button>
  );
}

function written(json: Readonly<Record<string, unknown>>): string {
  return `${JSON.stringify(json, null, 2)}\n`;
}
