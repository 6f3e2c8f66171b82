import type { JSX } from "preact";
import type { DraftProblem } from "../../composed.ts";

/** Where on the form something stands, and what was told of the form. */
export interface ComposePlace {
  /** As a `DraftProblem` has it. */
  readonly place: string;
  readonly problems: readonly DraftProblem[];
}

interface FieldProps extends ComposePlace {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Lines of a text; one when it is missing. */
  readonly rows?: number;
  /** `signs`: a link or a number, which runs from left to right in every language. */
  readonly kind?: "words" | "signs" | "time";
  readonly placeholder?: string;
}

/** A field with its label, and below it what is wrong with what stands in it. */
export function ComposeField(props: FieldProps): JSX.Element {
  const { label, place, problems } = props;
  return (
    <div class="compose-field">
      <label htmlFor={idOf(place)}>{label}</label>
      <Control {...props} />
      <ComposeProblem place={place} problems={problems} />
    </div>
  );
}

function Control({ place, problems, value, onChange, rows = 1, kind = "words", placeholder }: FieldProps): JSX.Element {
  const isWrong = problems.some((one) => one.place === place);
  const given = {
    id: idOf(place),
    value,
    "aria-invalid": isWrong,
    ...(isWrong && { "aria-describedby": `${idOf(place)}-told` }),
    ...(placeholder !== undefined && { placeholder }),
  } as const;
  const change = ({ currentTarget }: { readonly currentTarget: { readonly value: string } }) =>
    onChange(currentTarget.value);
  if (rows > 1) return <textarea {...given} rows={rows} dir="auto" onInput={change} />;
  if (kind === "time") return <input {...given} type="datetime-local" onInput={change} />;
  return <input {...given} type="text" dir={kind === "words" ? "auto" : "ltr"} onInput={change} />;
}

/** What is wrong at a place; nothing while all is well. */
export function ComposeProblem({ place, problems }: ComposePlace): JSX.Element | null {
  const told = problems.find((one) => one.place === place);
  if (told === undefined) return null;
  return (
    <p class="compose-problem" id={`${idOf(place)}-told`}>
      {told.words.charAt(0).toUpperCase() + told.words.slice(1)}
    </p>
  );
}

interface SelectProps<Value extends string> extends Pick<ComposePlace, "place"> {
  readonly label: string;
  readonly value: Value;
  /** What can be chosen, and the words for it. */
  readonly of: readonly (readonly [Value, string])[];
  readonly onChange: (value: Value) => void;
}

/** One of some, with its label. */
export function ComposeSelect<Value extends string>(props: SelectProps<Value>): JSX.Element {
  const { label, place, value, of, onChange } = props;
  const choose = (wanted: string) => {
    const chosen = of.find(([one]) => one === wanted);
    if (chosen !== undefined) onChange(chosen[0]);
  };
  return (
    <div class="compose-field">
      <label htmlFor={idOf(place)}>{label}</label>
      <select id={idOf(place)} value={value} onChange={({ currentTarget }) => choose(currentTarget.value)}>
        {of.map(([one, words]) => (
          <option key={one} value={one}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
}

/** The id of what stands at a place. */
export function idOf(place: string): string {
  return `compose-${place === "" ? "whole" : place}`;
}

/** Moves the focus there, once it is drawn. */
export function focusPlace(id: string): void {
  requestAnimationFrame(() => document.getElementById(id)?.focus());
}
