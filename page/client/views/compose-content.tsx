import type { JSX } from "preact";
import { type ComposeForm, type FormCard, type FormMedia, NEW_CARD, replaceAt } from "../compose-form.ts";
import { ComposeField, type ComposePlace, ComposeProblem, ComposeSelect } from "./compose-field.tsx";
import { ComposeList } from "./compose-list.tsx";
import { ComposeSuggestions } from "./compose-suggestions.tsx";

/** What a part of the form gets. */
export interface ComposeProps extends Pick<ComposePlace, "problems"> {
  readonly form: ComposeForm;
  readonly onChange: (changed: Partial<ComposeForm>) => void;
}

const ORIENTATIONS = [
  ["vertical", "On top"],
  ["horizontal-left", "On the left"],
  ["horizontal-right", "On the right"],
] as const;

const WIDTHS = [
  ["medium", "Medium"],
  ["small", "Small"],
] as const;

const HEIGHTS = [
  ["short", "Short"],
  ["medium", "Medium"],
  ["tall", "Tall"],
] as const;

/** What the chosen type of message consists of. */
export function ComposeContent({ form, problems, onChange }: ComposeProps): JSX.Element {
  switch (form.type) {
    case "text":
      return (
        <ComposeField
          label="Text"
          rows={4}
          place="text"
          problems={problems}
          value={form.text}
          onChange={(text) => onChange({ text })}
        />
      );
    case "image":
    case "file":
      return (
        <MediaFields
          media={form.media}
          place="media"
          problems={problems}
          hasHeight={false}
          onChange={(media) => onChange({ media })}
        />
      );
    case "card":
      return <LoneCard form={form} problems={problems} onChange={onChange} />;
    case "carousel":
      return <Carousel form={form} problems={problems} onChange={onChange} />;
  }
}

function LoneCard({ form, problems, onChange }: ComposeProps): JSX.Element {
  const { cards, orientation } = form;
  return (
    <fieldset class="compose-item">
      <legend>Card</legend>
      <CardFields
        card={cards[0] ?? NEW_CARD}
        place="card"
        problems={problems}
        onChange={(card) => onChange({ cards: replaceAt(cards, 0, card) })}
      />
      <ComposeSelect
        label="Where its picture is"
        place="orientation"
        value={orientation}
        of={ORIENTATIONS}
        onChange={(chosen) => onChange({ orientation: chosen })}
      />
      <ComposeProblem place="orientation" problems={problems} />
      <ComposeProblem place="card" problems={problems} />
    </fieldset>
  );
}

function Carousel({ form, problems, onChange }: ComposeProps): JSX.Element {
  return (
    <>
      <ComposeSelect
        label="Width of the cards"
        place="width"
        value={form.width}
        of={WIDTHS}
        onChange={(width) => onChange({ width })}
      />
      <ComposeList<FormCard>
        name="Card"
        names="Cards"
        place="cards"
        problems={problems}
        list={form.cards}
        added={NEW_CARD}
        first="title"
        onChange={(cards) => onChange({ cards: cards.length === 0 ? [NEW_CARD] : cards })}
        draw={(card, place, change) => <CardFields card={card} place={place} problems={problems} onChange={change} />}
      />
    </>
  );
}

interface CardProps extends ComposePlace {
  readonly card: FormCard;
  readonly onChange: (card: FormCard) => void;
}

function CardFields({ card, place, problems, onChange }: CardProps): JSX.Element {
  const { title, description, media, suggestions } = card;
  const set = (changed: Partial<FormCard>) => onChange({ ...card, ...changed });
  return (
    <>
      <ComposeField
        label="Title"
        place={`${place}.title`}
        problems={problems}
        value={title}
        onChange={(value) => set({ title: value })}
      />
      <ComposeField
        label="Description"
        rows={2}
        place={`${place}.description`}
        problems={problems}
        value={description}
        onChange={(value) => set({ description: value })}
      />
      <MediaFields
        media={media}
        place={`${place}.media`}
        problems={problems}
        hasHeight
        onChange={(value) => set({ media: value })}
      />
      <ComposeSuggestions
        names="Suggestions of the card"
        place={`${place}.suggestions`}
        problems={problems}
        suggestions={suggestions}
        isOfCard
        onChange={(value) => set({ suggestions: value })}
      />
    </>
  );
}

interface MediaProps extends ComposePlace {
  readonly media: FormMedia;
  readonly hasHeight: boolean;
  readonly onChange: (media: FormMedia) => void;
}

function MediaFields({ media, place, problems, hasHeight, onChange }: MediaProps): JSX.Element {
  const { url, altText, height } = media;
  const set = (changed: Partial<FormMedia>) => onChange({ ...media, ...changed });
  return (
    <div class="compose-row">
      <ComposeField
        label={hasHeight ? "URL of its picture or film" : "URL"}
        kind="signs"
        place={`${place}.url`}
        problems={problems}
        value={url}
        onChange={(value) => set({ url: value })}
      />
      <ComposeField
        label="For who does not see it"
        place={`${place}.altText`}
        problems={problems}
        value={altText}
        onChange={(value) => set({ altText: value })}
      />
      {hasHeight && (
        <ComposeSelect
          label="Height"
          place={`${place}.height`}
          value={height}
          of={HEIGHTS}
          onChange={(chosen) => set({ height: chosen })}
        />
      )}
    </div>
  );
}
