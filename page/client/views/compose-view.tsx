import type { JSX } from "preact";
import type { ComposeForm } from "../compose-form.ts";
import type { ViewProps } from "../desktop.ts";
import { ComposeContent, type ComposeProps } from "./compose-content.tsx";
import { ComposeField, ComposeProblem, ComposeSelect } from "./compose-field.tsx";
import { ComposeResult } from "./compose-result.tsx";
import { ComposeSuggestions } from "./compose-suggestions.tsx";

const TYPES = [
  ["text", "Text"],
  ["card", "Card"],
  ["carousel", "Carousel"],
  ["image", "Picture"],
  ["file", "File"],
] as const;

const TRAFFIC_TYPES = [
  ["", "As the agent"],
  ["TRANSACTION", "TRANSACTION"],
  ["PROMOTION", "PROMOTION"],
  ["AUTHENTICATION", "AUTHENTICATION"],
  ["SERVICEREQUEST", "SERVICEREQUEST"],
] as const;

/** A message that is put together by hand. The phones show it; nothing is sent until somebody says so. */
export function ComposeView(props: ViewProps): JSX.Element {
  const { state, desktop } = props;
  const { form, judged } = state.compose;
  const problems = judged?.composed.problems ?? [];
  const onChange = (changed: Partial<ComposeForm>) =>
    desktop.change({ type: "compose", form: { ...form, ...changed } });
  return (
    <form class="compose" onSubmit={(event) => event.preventDefault()}>
      <p class="lead">Put a message together: the phones show what they would. Nothing is sent until you send it.</p>
      <ComposeSelect label="Type" place="type" value={form.type} of={TYPES} onChange={(type) => onChange({ type })} />
      <ComposeContent form={form} problems={problems} onChange={onChange} />
      <ComposeSuggestions
        names="Suggestions of the message"
        place="suggestions"
        problems={problems}
        suggestions={form.suggestions}
        isOfCard={false}
        onChange={(suggestions) => onChange({ suggestions })}
      />
      <Terms form={form} problems={problems} onChange={onChange} />
      <ComposeProblem place="" problems={problems} />
      {judged !== undefined && <ComposeResult {...props} composed={judged.composed} isStale={judged.form !== form} />}
    </form>
  );
}

function Terms({ form, problems, onChange }: ComposeProps): JSX.Element {
  return (
    <div class="compose-row">
      <ComposeSelect
        label="What it is for"
        place="trafficType"
        value={form.trafficType}
        of={TRAFFIC_TYPES}
        onChange={(trafficType) => onChange({ trafficType })}
      />
      <ComposeField
        label="Seconds it is worth sending"
        kind="signs"
        place="expiry.seconds"
        problems={problems}
        value={form.ttl}
        onChange={(ttl) => onChange({ ttl })}
      />
    </div>
  );
}
