const MAX_COLUMNS = 160;

/** An item of a list in lines that fit a page. */
export function wrapItem(item: string): string {
  const lines = [""];
  for (const word of item.split(" ")) {
    const last = lines.at(-1) ?? "";
    if (last.length + word.length + 1 > MAX_COLUMNS) lines.push(`  ${word}`);
    else lines[lines.length - 1] = last === "" ? word : `${last} ${word}`;
  }
  return `${lines.join("\n")}\n`;
}
