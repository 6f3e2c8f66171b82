// Google's JSON of a message, as a phone reads it: both channels write almost the same. The simulator has checked it by then.

/** What there is to draw of a message. */
export interface Drawn {
  readonly text: string;
  readonly media: DrawnMedia | undefined;
  readonly cards: readonly DrawnCard[];
  readonly isCarousel: boolean;
  readonly cardWidth: "SMALL" | "MEDIUM";
  readonly isHorizontal: boolean;
  readonly isImageRight: boolean;
  /** Below the message. */
  readonly chips: readonly Chip[];
}

/** A card. */
export interface DrawnCard {
  readonly title: string;
  readonly description: string;
  readonly media: DrawnMedia | undefined;
  readonly buttons: readonly Chip[];
}

/** A picture, a film or a file. */
export interface DrawnMedia {
  /** Its URL, or the name of what was uploaded. */
  readonly source: string;
  /** For who does not see it; empty where the author wrote none. */
  readonly alt: string;
  readonly height: "SHORT" | "MEDIUM" | "TALL";
  readonly kind: "image" | "gif" | "video" | "file";
  /** The picture itself, as a `data:` URL, in place of one that lies on another machine. */
  readonly picture?: string;
}

/** A chip or a button. */
export interface Chip {
  readonly label: string;
  readonly kind: ChipKind;
  /** Where it leads: a URL, a number, a place. */
  readonly target: string;
  /** What the bot gets when it is tapped. */
  readonly postback: string;
}

/** What a tap on it does. */
export type ChipKind = "reply" | "url" | "dial" | "place" | "share-place" | "calendar" | "person" | "sign-in";

type Members = Readonly<Record<string, unknown>>;

/** What there is to draw of a message. @param content Google's JSON; missing for a plain text. */
export function readContent(text: string, content: Members | undefined): Drawn {
  if (content === undefined) return { ...NOTHING, text };
  const { standaloneCard, carouselCard } = members(content.richCard);
  const chips = list(content.suggestions).flatMap(chipOf);
  if (carouselCard !== undefined) return { ...NOTHING, ...carouselOf(members(carouselCard)), chips };
  if (standaloneCard !== undefined) return { ...NOTHING, ...loneCardOf(members(standaloneCard)), chips };
  return { ...NOTHING, text: word(content.text), media: mediaOf(content.image ?? content), chips };
}

const NOTHING: Drawn = {
  text: "",
  media: undefined,
  cards: [],
  isCarousel: false,
  cardWidth: "MEDIUM",
  isHorizontal: false,
  isImageRight: false,
  chips: [],
};

function carouselOf({ cardWidth, cardContents }: Members): Partial<Drawn> {
  const width = cardWidth === "SMALL" ? "SMALL" : "MEDIUM";
  return { isCarousel: true, cardWidth: width, cards: list(cardContents).map(cardOf) };
}

function loneCardOf({ cardOrientation, thumbnailImageAlignment, cardContent }: Members): Partial<Drawn> {
  return {
    isHorizontal: cardOrientation === "HORIZONTAL",
    isImageRight: thumbnailImageAlignment === "RIGHT",
    cards: [cardOf(cardContent)],
  };
}

function cardOf(json: unknown): DrawnCard {
  const { title, description, media, suggestions } = members(json);
  return {
    title: word(title),
    description: word(description),
    media: media === undefined ? undefined : mediaOf(media),
    buttons: list(suggestions).flatMap(chipOf),
  };
}

function mediaOf(json: unknown): DrawnMedia | undefined {
  const { contentInfo, uploadedRbmFile, fileName, height, contentDescription } = members(json);
  const info = members(contentInfo);
  const source = word(info.fileUrl) || word(members(uploadedRbmFile).fileName) || word(fileName);
  if (source === "") return undefined;
  return {
    source,
    alt: word(contentDescription) || word(info.altText),
    height: height === "SHORT" || height === "TALL" ? height : "MEDIUM",
    kind: kindOf(source),
  };
}

const KINDS: readonly (readonly [RegExp, DrawnMedia["kind"]])[] = [
  [/\.gif(\?|$)/i, "gif"],
  [/\.(mp4|m4v|mov|webm|mpe?g|3gp)(\?|$)/i, "video"],
  [/\.(pdf|docx?|txt|csv|vcf|ics|zip|mp3|ogg|wav|m4a|aac)(\?|$)/i, "file"],
];

function kindOf(source: string): DrawnMedia["kind"] {
  return KINDS.find(([ending]) => ending.test(source))?.[1] ?? "image";
}

function chipOf(json: unknown): readonly Chip[] {
  const { reply, action, liveAgentRequest, authenticationRequest } = members(json);
  const none = { target: "", postback: "" } as const;
  if (liveAgentRequest !== undefined) return [{ label: "liveAgentRequest", kind: "person", ...none }];
  if (authenticationRequest !== undefined) return [{ label: "authenticationRequest", kind: "sign-in", ...none }];
  if (reply !== undefined) return [{ ...labelOf(members(reply)), kind: "reply", target: "" }];
  return action === undefined ? [] : [{ ...labelOf(members(action)), ...actionOf(members(action)) }];
}

function labelOf({ text, postbackData }: Members): Pick<Chip, "label" | "postback"> {
  return { label: word(text), postback: word(postbackData) };
}

function actionOf(action: Members): Pick<Chip, "kind" | "target"> {
  const { openUrlAction, dialAction, viewLocationAction, createCalendarEventAction } = action;
  if (openUrlAction !== undefined) return { kind: "url", target: word(members(openUrlAction).url) };
  if (dialAction !== undefined) return { kind: "dial", target: word(members(dialAction).phoneNumber) };
  if (createCalendarEventAction !== undefined)
    return { kind: "calendar", target: word(members(createCalendarEventAction).title) };
  if (viewLocationAction === undefined) return { kind: "share-place", target: "" };
  const { label, query, latLong } = members(viewLocationAction);
  const { latitude, longitude } = members(latLong);
  return { kind: "place", target: word(label) || word(query) || `${latitude}, ${longitude}` };
}

function members(value: unknown): Members {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Members) : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function word(value: unknown): string {
  return typeof value === "string" ? value : "";
}
