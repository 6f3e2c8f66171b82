/** Each pattern's group is what the marks hold, or the escaped sign. Marks stand close to their words: a star by a space is none. */
const ESCAPED = /\\([*[\]()\\])/;
const LINK = /\[((?:\\.|[^\\[\]])+)\]\(((?:https?:\/\/|mailto:|tel:)[^()\s]+)\)/;
const BOTH = /\*\*\*(?!\s)((?:\\.|[^\\*])+)(?<!\s)\*\*\*(?!\*)/;
const BOLD = /\*\*(?!\s)((?:\\.|(?<!\*)\*(?![\s*])(?:\\.|[^\\*])+(?<!\s)\*(?!\*)|[^\\*])+)(?<!\s)\*\*(?!\*)/;
const ITALIC = /\*(?![\s*])((?:\\.|(?<!\*)\*\*(?![\s*])(?:\\.|[^\\*])+(?<!\s)\*\*(?!\*)|[^\\*])+)(?<!\s)\*(?!\*)/;

/**
 * Everything that is no plain word.
 * @see https://developers.google.com/business-communications/business-messages/guides/how-to/message/send
 */
const MARKUP = new RegExp([ESCAPED, LINK, BOTH, BOLD, ITALIC].map(({ source }) => source).join("|"), "gs");

/** What is left of marks that do not close. */
const LOOSE = /\*|\]\(/;

/** True when all marks of a rich text close: Business Messages refuses a message in which one does not. */
export function isWholeMarkup(markup: string): boolean {
  return !LOOSE.test(takeMarksOff(markup));
}

/** What is written between marks; escaped signs, which are no marks, are left out. */
function takeMarksOff(markup: string): string {
  return markup.replace(MARKUP, (_all, escaped?: string, label?: string, _url?: string, ...styled) =>
    escaped === undefined ? takeMarksOff(label ?? firstText(styled)) : " ",
  );
}

/**
 * The words of rich text without its marks; a link becomes its label and its address. Signs that are no marks stay as they
 * are. Never longer than the markup.
 */
export function stripMarkup(markup: string): string {
  return markup.replace(MARKUP, (_all, escaped?: string, label?: string, url?: string, ...styled) => {
    if (label !== undefined && url !== undefined) return `${stripMarkup(label)}: ${url}`;
    return escaped ?? stripMarkup(firstText(styled));
  });
}

/** Of bold, italic or both. After these groups come the place of the match and the whole markup. */
function firstText(styled: readonly unknown[]): string {
  const [both, bold, italic] = styled;
  return [both, bold, italic].find((one) => typeof one === "string") ?? "";
}
