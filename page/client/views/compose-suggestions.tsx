import type { JSX } from "preact";
import { type FormSuggestion, NEW_SUGGESTION, postbackOf } from "../compose-form.ts";
import { SUGGESTION_KINDS, type SuggestionField } from "../suggestion-fields.ts";
import { ComposeField, type ComposePlace, ComposeSelect } from "./compose-field.tsx";
import { ComposeList } from "./compose-list.tsx";

interface SuggestionsProps extends ComposePlace {
  readonly names: string;
  readonly suggestions: readonly FormSuggestion[];
  /** A card cannot call a person. */
  readonly isOfCard: boolean;
  readonly onChange: (suggestions: readonly FormSuggestion[]) => void;
}

/** The chips of a message, or the buttons of a card. */
export function ComposeSuggestions({ suggestions, isOfCard, ...props }: SuggestionsProps): JSX.Element {
  return (
    <ComposeList<FormSuggestion>
      {...props}
      name="Suggestion"
      list={suggestions}
      added={NEW_SUGGESTION}
      first="text"
      draw={(one, place, change) => (
        <SuggestionFields
          suggestion={one}
          place={place}
          problems={props.problems}
          isOfCard={isOfCard}
          onChange={change}
        />
      )}
    />
  );
}

interface SuggestionProps extends ComposePlace {
  readonly suggestion: FormSuggestion;
  readonly isOfCard: boolean;
  readonly onChange: (suggestion: FormSuggestion) => void;
}

function SuggestionFields({ suggestion, place, problems, isOfCard, onChange }: SuggestionProps): JSX.Element {
  const { type, text, postback, more } = suggestion;
  const set = (changed: Partial<FormSuggestion>) => onChange({ ...suggestion, ...changed });
  return (
    <div class="compose-row">
      <ComposeSelect
        label="What it does"
        place={`${place}.type`}
        value={type}
        of={kinds(isOfCard)}
        onChange={(chosen) => set({ type: chosen })}
      />
      <ComposeField
        label="Words"
        place={`${place}.text`}
        problems={problems}
        value={text}
        onChange={(value) => set({ text: value })}
      />
      <ComposeField
        label="Postback"
        place={`${place}.postback`}
        problems={problems}
        value={postback}
        placeholder={postbackOf(suggestion)}
        onChange={(value) => set({ postback: value })}
      />
      {SUGGESTION_KINDS[type].fields.map((field) => (
        <OwnField
          key={field.name}
          field={field}
          place={`${place}.${field.place}`}
          problems={problems}
          value={more[field.name] ?? ""}
          onChange={(value) => set({ more: { ...more, [field.name]: value } })}
        />
      ))}
    </div>
  );
}

interface OwnFieldProps extends ComposePlace {
  readonly field: SuggestionField;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function OwnField({ field: { label, kind, of }, ...props }: OwnFieldProps): JSX.Element {
  if (of !== undefined) return <ComposeSelect {...props} label={label} of={of} />;
  return <ComposeField {...props} label={label} kind={kind} />;
}

function kinds(isOfCard: boolean): readonly (readonly [FormSuggestion["type"], string])[] {
  const all = Object.keys(SUGGESTION_KINDS) as readonly FormSuggestion["type"][];
  return all
    .filter((type) => !isOfCard || type !== "requestLiveAgent")
    .map((type) => [type, SUGGESTION_KINDS[type].label]);
}
