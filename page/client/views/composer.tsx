import type { JSX } from "preact";
import { type Desktop, deed } from "../desktop.ts";
import { readFileAct } from "../read-file-act.ts";
import { sendWords } from "../send-words.ts";
import { tellTyping } from "../tell-typing.ts";
import type { PhoneProps } from "./phone-props.ts";
import { PlaceField } from "./place-field.tsx";

/** A user's phone tells that they type at most so often. */
const TYPING_PAUSE_MS = 5000;

/** Where the user writes, and sends what is no text. */
export function Composer(props: PhoneProps): JSX.Element {
  const { phone, desktop } = props;
  const say = (text: string) => {
    desktop.go({ back: 0 });
    return deed(desktop, phone.key, { do: "say", text });
  };
  const tell = () => void deed(desktop, phone.key, { do: "typing" });
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        const field = event.currentTarget.elements.namedItem("text");
        if (field instanceof HTMLTextAreaElement) void sendWords(field, say);
      }}
    >
      <More {...props} />
      <textarea
        // What was written to one user's phone is not said on another's.
        key={phone.key}
        id="composer"
        name="text"
        rows={1}
        dir="auto"
        aria-label="Message to the bot"
        placeholder="Write to the bot"
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          event.currentTarget.form?.requestSubmit();
        }}
        onInput={({ currentTarget }) => tellTyping(currentTarget, TYPING_PAUSE_MS, tell)}
      />
      <button type="submit" aria-label="Send">
        ➤
      </button>
    </form>
  );
}

/** As much as Google takes of an agent, and the server of a user here. */
const MAX_FILE_BYTES = 10 * 2 ** 20;

async function sendFile(file: File, phone: string, desktop: Desktop): Promise<void> {
  if (file.size > 0 && file.size <= MAX_FILE_BYTES) return void deed(desktop, phone, await readFileAct(file));
  const text = `Cannot send ${file.name}: expected a file of 1 byte to 10 MiB, got ${file.size} bytes`;
  desktop.change({ type: "notice", notice: { text, isTrouble: true } });
}

function More({ phone, skin, desktop, state }: PhoneProps): JSX.Element {
  const send = (does: Parameters<typeof deed>[2]) => void deed(desktop, phone.key, does);
  const isRcs = phone.channel === "rcs";
  const surveys = phone.lines.some((line) => line.by === "note" && line.text.startsWith("The agent asks"));
  return (
    <details class="menu more">
      <summary aria-label="Send something else">+</summary>
      <div class="menu-panel">
        <label class="file button">
          <span>{isRcs ? "A picture or a file" : "A picture"}</span>
          <input
            type="file"
            accept={isRcs ? "" : "image/*"}
            onChange={async ({ currentTarget }) => {
              const [file] = currentTarget.files ?? [];
              if (file !== undefined) await sendFile(file, phone.key, desktop);
              currentTarget.value = "";
            }}
          />
        </label>
        {isRcs && <PlaceField phone={phone.key} desktop={desktop} />}
        {!isRcs && (
          <button type="button" onClick={() => send({ do: "person" })}>
            Talk to a person
          </button>
        )}
        {surveys && (
          <button type="button" onClick={() => send({ do: "survey", text: "Yes" })}>
            Answer the survey: Yes
          </button>
        )}
        {isRcs && skin === "android" && (
          <button type="button" onClick={() => send({ do: phone.isOptedOut ? "start" : "stop" })}>
            {phone.isOptedOut ? "Subscribe" : "Unsubscribe"}
          </button>
        )}
        <button type="button" onClick={() => send({ do: "stop", word: "STOP" })}>
          Type STOP
        </button>
        <button type="button" onClick={() => send({ do: "start", word: "START" })}>
          Type START
        </button>
        {phone.setting.receipts !== "read" && state.saved === undefined && (
          <button type="button" onClick={() => send({ do: "read" })}>
            Read the newest message
          </button>
        )}
      </div>
    </details>
  );
}
