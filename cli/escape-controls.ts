/** All that a terminal may obey instead of showing it: control characters, and marks that turn the direction of writing. */
const CONTROLS = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** Writes what a terminal would obey as `\u001b`. Users, and whoever else can reach this machine, choose their own texts. */
export function escapeControls(text: string): string {
  return text.replace(CONTROLS, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
