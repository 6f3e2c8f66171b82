import type { Desktop } from "./desktop.ts";

/** Puts a text on the clipboard, and tells so; or that the browser refuses. */
export async function copyText({ change }: Desktop, text: string, note = "Copied."): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    change({ type: "notice", notice: { text: note, isTrouble: false } });
  } catch {
    const refused =
      "Cannot copy: the browser does not let this page use the clipboard. Allow it in the site's settings.";
    change({ type: "notice", notice: { text: refused, isTrouble: true } });
  }
}
