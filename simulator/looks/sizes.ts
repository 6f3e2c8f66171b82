/**
 * How high media are on an Android phone, in density-independent pixels. An iPhone has one height of its own, whatever was asked.
 * @see https://docs.cloud.google.com/python/docs/reference/dialogflow/latest/google.cloud.dialogflow_v2beta1.types.Intent.Message.RbmCardContent.RbmMedia.Height
 */
export const MEDIA_HEIGHTS_DP = { SHORT: 112, MEDIUM: 168, TALL: 264 } as const;

/**
 * How wide the cards of a carousel are on an Android phone, in density-independent pixels.
 * @see https://cloud.google.com/python/docs/reference/dialogflow/2.23.1/google.cloud.dialogflow_v2beta1.types.Intent.Message.RbmCarouselCard.CardWidth
 */
export const CARD_WIDTHS_DP = { SMALL: 120, MEDIUM: 232 } as const;

/** A card with more lines is cut, and opens in a view of its own. @see SOURCES.postscript in looks.ts */
export const MAX_CARD_LINES = 6;

/** An iPhone shows as many actions below a message, and folds more of them. @see SOURCES.postscript in looks.ts */
export const MAX_OPEN_ACTIONS = 2;

/** Below a message, more replies make a long list on an iPhone. @see SOURCES.infobip in looks.ts */
export const MAX_SHORT_LIST = 3;

/** No page says how wide a card is that stands alone, or how wide letters are: these two are our estimate. */
const LONE_CARD_WIDTH_DP = 280;
const LETTER_WIDTH_DP = 7;

/** About how many lines of a card a text takes: each phone, font and script breaks it elsewhere. */
export function estimateLines(text: string, cardWidth: keyof typeof CARD_WIDTHS_DP | undefined): number {
  if (text === "") return 0;
  const widthDp = cardWidth === undefined ? LONE_CARD_WIDTH_DP : CARD_WIDTHS_DP[cardWidth];
  const letters = Math.floor(widthDp / LETTER_WIDTH_DP);
  return text.split("\n").reduce((lines, line) => lines + Math.max(1, Math.ceil([...line].length / letters)), 0);
}
