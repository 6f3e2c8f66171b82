import type { JSX } from "preact";
import type { ViewProps } from "../desktop.ts";
import { parseObject } from "../parse-object.ts";

/** A message that other systems send, to begin with. */
interface Sample {
  readonly label: string;
  readonly request: Readonly<Record<string, unknown>>;
}

const SAMPLES: readonly Sample[] = [
  { label: "A notice", request: { reply: "Your order is ready.", trafficType: "TRANSACTION" } },
  {
    label: "A code",
    request: {
      reply: "Your code is 123456.",
      trafficType: "AUTHENTICATION",
      critical: true,
      fallback: "Your code is 123456.",
    },
  },
  { label: "An offer", request: { reply: "Today, everything is half the price.", trafficType: "PROMOTION" } },
  {
    label: "With an SMS where RCS does not reach",
    request: { reply: "Your parcel comes today.", fallback: "Your parcel comes today.", ttl: 60 },
  },
];

/** Writes to the user first, as another system does through the topic `outbound`. */
export function WriteFirst({ state, desktop }: ViewProps): JSX.Element {
  const { phone } = state.view;
  return (
    <form
      class="write-first"
      onSubmit={(event) => {
        event.preventDefault();
        const text = String(new FormData(event.currentTarget).get("request") ?? "");
        const request = parseObject(text);
        if (phone === undefined) return;
        if (request === undefined) {
          desktop.change({
            type: "notice",
            notice: { text: "Cannot send it: expected a JSON object", isTrouble: true },
          });
        } else void desktop.act({ act: "outbound", phone, request });
      }}
    >
      <p class="lead">
        A conversation of RCS begins with the agent. Another system publishes this on the topic outbound.
      </p>
      <div class="acts" role="group" aria-label="Begin with">
        {SAMPLES.map(({ label, request }) => (
          <button key={label} type="button" onClick={({ currentTarget }) => fill(currentTarget.form, request)}>
            {label}
          </button>
        ))}
      </div>
      <label>
        <span>The request; its id, agent and user are filled in</span>
        <textarea
          name="request"
          rows={10}
          dir="ltr"
          spellcheck={false}
          defaultValue={written(SAMPLES[0]?.request ?? {})}
        />
      </label>
      <div class="acts">
        <button type="submit" disabled={phone === undefined || state.saved !== undefined}>
          Publish
        </button>
      </div>
    </form>
  );
}

function fill(form: HTMLFormElement | null, request: Sample["request"]): void {
  const field = form?.elements.namedItem("request");
  if (field instanceof HTMLTextAreaElement) field.value = written(request);
}

function written(request: Sample["request"]): string {
  return JSON.stringify(request, null, 2);
}
