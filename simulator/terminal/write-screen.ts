import { bubbleOf } from "../phones/bubble.ts";
import type { Screen } from "../phones/screen.ts";
import type { TimelineEntry } from "../state/phone.ts";

/** What a phone shows, both sides of the conversation, for a terminal. */
export function writeScreen({ address, lines, chips, isTyping }: Screen): string {
  const written = lines.map((line) => (line.by === "user" ? `  you: ${userWordsOf(line)}` : `  bot: ${wordsOf(line)}`));
  const status = isTyping ? ["  the bot types"] : [];
  return toTerminal([
    `${address} shows${lines.length === 0 ? " nothing" : ""}`,
    ...written,
    ...status,
    ...chipsLine(chips),
  ]);
}

/** What a phone shows anew. Empty when it shows nothing new. */
export function writeShown(act: TimelineEntry["act"], { address, chips }: Screen): string {
  if (act.type === "read") return toTerminal([`${address}: the bot has read the message`]);
  if (act.type === "typing") return toTerminal([`${address}: the bot types`]);
  const [bubble] = bubbleOf({ act });
  if (bubble === undefined) return "";
  return toTerminal([`${address} bot: ${wordsOf(bubble)}`, ...(bubble.type === "message" ? chipsLine(chips) : [])]);
}

function userWordsOf({ type, text, isRead }: Extract<Screen["lines"][number], { readonly by: "user" }>): string {
  return [type === "text" ? "" : `[${type}]`, text, isRead ? "(read)" : ""].filter(Boolean).join(" ");
}

function wordsOf(bubble: ReturnType<typeof bubbleOf>[number]): string {
  if (bubble.type !== "message") return `[${bubble.type}]`;
  return [bubble.text, ...(bubble.media ?? []).map((source) => `[${source}]`)].filter(Boolean).join(" ");
}

function chipsLine(chips: readonly string[]): readonly string[] {
  return chips.length === 0 ? [] : [`  tap: ${chips.map((chip, index) => `${index + 1} ${chip}`).join(" | ")}`];
}

/** Writes lines for a terminal. A bot's words could hold what moves its cursor. Their further lines are set in. */
export function toTerminal(lines: readonly string[]): string {
  return lines.map((line) => `${line.replace(/\r?\n/g, "\n    ").replace(/(?!\n)\p{Cc}/gu, "\uFFFD")}\n`).join("");
}
