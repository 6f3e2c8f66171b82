import { toUri } from "./uri.ts";

/** The group of each pattern is the text between the marks, or the escaped sign. A star beside a space is no mark. */
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

/** What remains of marks that do not close. */
const UNCLOSED = /\*|\]\(/;

/** The markup with the targets of its links as `toUri` writes them; a target ends at white space. */
export function encodeMarkupLinks(markup: string): string {
  if (typeof markup !== "string") return markup;
  return markup.replace(MARKUP, (all, _escaped?: string, label?: string, url?: string) =>
    label !== undefined && url !== undefined ? `[${label}](${toUri(url)})` : all,
  );
}

/** True when all marks of a rich text close: Business Messages refuses a message in which one does not. */
export function isClosedMarkup(markup: string): boolean {
  return !UNCLOSED.test(removeMarks(markup));
}

/** The text without its marks and without escaped signs, which are no marks. */
function removeMarks(markup: string): string {
  return markup.replace(MARKUP, (_all, escaped?: string, label?: string, _url?: string, ...styled) =>
    escaped === undefined ? removeMarks(label ?? firstText(styled)) : " ",
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

/** The group of bold, italic or both that matched. After these groups come the offset of the match and the whole markup. */
function firstText(styled: readonly unknown[]): string {
  const [both, bold, italic] = styled;
  return [both, bold, italic].find((one) => typeof one === "string") ?? "";
}
