/** An escaped sign, a link, bold or italic. A backslash takes the sign behind it along. */
const MARKUP =
  /\\([*[\]()\\])|\[((?:\\.|[^\\\]])+)\]\(([^()\s]+)\)|\*\*((?:\\.|[^\\])+?)\*\*(?!\*)|\*((?:\\.|[^\\*])+)\*/gs;

/** The words of rich text without its marks; a link becomes its label and its address. Never longer than the markup. */
export function stripMarkup(markup: string): string {
  return markup.replace(
    MARKUP,
    (_all, escaped?: string, label?: string, url?: string, bold?: string, italic?: string) => {
      if (label !== undefined && url !== undefined) return `${stripMarkup(label)}: ${url}`;
      return escaped ?? stripMarkup(bold ?? italic ?? "");
    },
  );
}
