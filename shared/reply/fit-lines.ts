/** A line of a plain text. What is whole is never cut, such as a link and its label. */
export interface Line {
  readonly text: string;
  readonly isWhole?: true;
}

/** Texts that hold the lines, and whether words are missing. */
export interface FittedLines {
  readonly texts: readonly string[];
  readonly isShortened: boolean;
}

/** A part of a line, and what stands before it. */
interface Piece extends Line {
  readonly before: string;
}

/** Says that words are missing. */
const CUT = "…";

/** Words that are cut to less than this say nothing: then there are several texts instead. */
const LEAST_WORDS = 40;

const LINK = /((?:https?:\/\/|www\.)\S+)/i;

/**
 * Writes lines as one text of at most `most` UTF-16 units, links and graphemes whole: the longest words are shortened first,
 * down to 40 units. Where that is not enough, several texts hold the lines as they are, up to `mostTexts`.
 */
export function fitLines(lines: readonly Line[], most: number, mostTexts: number): FittedLines {
  const whole = lines.map(({ text }) => text).join("\n");
  if (whole.length <= most) return { texts: [whole], isShortened: false };
  const pieces = lines.flatMap(piecesOf).map((piece, index) => (index === 0 ? { ...piece, before: "" } : piece));
  const longest = longestWords(pieces, most);
  if (longest < LEAST_WORDS) return splitLines(lines, most, mostTexts);
  const shortened = pieces.map(({ before, text, isWhole }) => before + (isWhole ? text : shorten(text, longest)));
  return { texts: [shortened.join("")], isShortened: true };
}

/** The words, cut after a whole grapheme where they are longer than `most` UTF-16 units, with a sign that they are. */
export function shorten(words: string, most: number): string {
  if (words.length <= most) return words;
  let kept = "";
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(words)) {
    if (kept.length + segment.length > most - CUT.length) break;
    kept += segment;
  }
  return `${kept.trimEnd()}${CUT}`;
}

/** The words of a line and the links among them, which are whole. */
function piecesOf({ text, isWhole }: Line): readonly Piece[] {
  if (isWhole) return [{ before: "\n", text, isWhole }];
  let before = "\n";
  return text.split(LINK).flatMap((part, index) => {
    const words = part.trim();
    const [lead = "", trail = ""] = words === "" ? [part] : part.split(words);
    const piece = { before: before + lead, text: words };
    before = words === "" ? piece.before : trail;
    if (words === "") return [];
    return index % 2 === 1 ? [{ ...piece, isWhole: true as const }] : [piece];
  });
}

/** How long each of the words may be, so that all of it fits: short words leave their share to the long ones. */
function longestWords(pieces: readonly Piece[], most: number): number {
  const kept = pieces.reduce((sum, { before, text, isWhole }) => sum + before.length + (isWhole ? text.length : 0), 0);
  const lengths = pieces.flatMap(({ text, isWhole }) => (isWhole ? [] : [text.length]));
  let left = most - kept;
  for (const [index, length] of lengths.toSorted((one, other) => one - other).entries()) {
    const share = Math.floor(left / (lengths.length - index));
    if (length > share) return share;
    left -= length;
  }
  return left < 0 ? 0 : most;
}

/** Each line is at most as long as a text. */
function splitLines(lines: readonly Line[], most: number, mostTexts: number): FittedLines {
  const texts: string[] = [];
  for (const { text } of lines) {
    const last = texts.at(-1);
    const isFull = last === undefined || last.length + text.length + 1 > most;
    if (isFull) texts.push(text);
    else texts[texts.length - 1] = `${last}\n${text}`;
  }
  const said = texts.slice(0, mostTexts).map((text) => shorten(text, most));
  return { texts: said, isShortened: said.length < texts.length || said.some((text, index) => text !== texts[index]) };
}
