import type { JSX } from "preact";
import { CARD_WIDTHS_DP, MEDIA_HEIGHTS_DP } from "../../../simulator/looks/sizes.ts";
import type { Drawn, DrawnCard } from "../read-content.ts";
import { ChipButton } from "./chips.tsx";
import { MediaView } from "./media-view.tsx";
import type { PhoneProps, Skin } from "./phone-props.ts";

/** An iPhone has one height for all. No page says which: it is about that of MEDIUM. */
const IPHONE_MEDIA_PX = 160;

interface CardsProps extends PhoneProps {
  readonly drawn: Drawn;
  /** The id of the message. */
  readonly message: string;
}

/** One card, or a carousel that swipes. */
export function Cards(props: CardsProps): JSX.Element {
  const { drawn, skin } = props;
  const { isCarousel, isHorizontal, cardWidth, cards } = drawn;
  const style = isCarousel && skin === "android" ? { flexBasis: `${CARD_WIDTHS_DP[cardWidth]}px` } : {};
  const shape = isCarousel
    ? "carousel"
    : isHorizontal
      ? `lone horizontal ${drawn.isImageRight ? "right" : "left"}`
      : "lone";
  return (
    <ul
      class={`cards ${shape}`}
      aria-label={isCarousel ? `Carousel of ${cards.length} cards` : "Card"}
      tabIndex={isCarousel ? 0 : -1}
    >
      {cards.map((card, index) => (
        <li key={index} class="card" style={style}>
          <CardView {...props} card={card} />
        </li>
      ))}
    </ul>
  );
}

function CardView({ card, skin, ...props }: CardsProps & { readonly card: DrawnCard }): JSX.Element {
  const { title, description, media, buttons } = card;
  const chips = buttons.map((chip, index) => <ChipButton key={index} {...props} skin={skin} chip={chip} />);
  return (
    <>
      {media !== undefined && <MediaView media={media} heightPx={heightOf(media.height, skin)} />}
      <div class="words">
        {title !== "" && <h3 dir="auto">{title}</h3>}
        {description !== "" && <p dir="auto">{description}</p>}
      </div>
      {skin === "iphone" && chips.length > 1 ? (
        <details class="folded">
          <summary>Options</summary>
          <div class="buttons">{chips}</div>
        </details>
      ) : (
        <div class="buttons">{chips}</div>
      )}
    </>
  );
}

function heightOf(height: keyof typeof MEDIA_HEIGHTS_DP, skin: Skin): number {
  return skin === "iphone" ? IPHONE_MEDIA_PX : MEDIA_HEIGHTS_DP[height];
}
