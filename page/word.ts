/** The text that a member holds; `undefined` of anything else. */
export function word(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
