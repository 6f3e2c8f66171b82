import type { ComponentChildren, JSX } from "preact";
import { moveBy, removeAt, replaceAt } from "../compose-form.ts";
import { type ComposePlace, ComposeProblem, focusPlace, idOf } from "./compose-field.tsx";

interface ListProps<Item> extends ComposePlace {
  /** Such as `Suggestion`, and of all of them. */
  readonly name: string;
  readonly names: string;
  readonly list: readonly Item[];
  readonly onChange: (list: readonly Item[]) => void;
  /** What is added. */
  readonly added: Item;
  /** Which field of the added one is written in first. */
  readonly first: string;
  readonly draw: (item: Item, place: string, onChange: (item: Item) => void) => ComponentChildren;
}

/** Parts of a message in their order: each can be changed, moved and removed, and one added. */
export function ComposeList<Item>(props: ListProps<Item>): JSX.Element {
  const { name, names, list, onChange, added, first, draw, place, problems } = props;
  const add = () => {
    onChange([...list, added]);
    focusPlace(idOf(`${place}[${list.length}].${first}`));
  };
  return (
    <fieldset class="compose-list">
      <legend>{names}</legend>
      {list.map((item, index) => (
        <fieldset key={index} class="compose-item">
          <legend>
            {name} {index + 1}
          </legend>
          {draw(item, `${place}[${index}]`, (one) => onChange(replaceAt(list, index, one)))}
          <ComposeProblem place={`${place}[${index}]`} problems={problems} />
          <ItemActs {...props} index={index} />
        </fieldset>
      ))}
      <ComposeProblem place={place} problems={problems} />
      <button type="button" id={`${idOf(place)}-add`} onClick={add}>
        Add a {name.toLowerCase()}
      </button>
    </fieldset>
  );
}

/** The focus goes with what is moved, so that pressing again moves it further. */
function ItemActs<Item>({ list, place, index, name, onChange }: ListProps<Item> & { readonly index: number }) {
  const id = (act: string, at: number) => `${idOf(`${place}[${at}]`)}-${act}`;
  const move = (by: -1 | 1) => {
    onChange(moveBy(list, index, by));
    focusPlace(id(by === 1 ? "later" : "earlier", index + by));
  };
  const remove = () => {
    onChange(removeAt(list, index));
    focusPlace(`${idOf(place)}-add`);
  };
  const which = `${name.toLowerCase()} ${index + 1}`;
  return (
    <div class="compose-acts">
      <button type="button" id={id("earlier", index)} aria-label={`Move ${which} earlier`} onClick={() => move(-1)}>
        ↑
      </button>
      <button type="button" id={id("later", index)} aria-label={`Move ${which} later`} onClick={() => move(1)}>
        ↓
      </button>
      <button type="button" aria-label={`Remove ${which}`} onClick={remove}>
        Remove
      </button>
    </div>
  );
}
