/** UTF-16 in either order, by the byte order mark that PowerShell and Notepad begin a file with. */
const UTF_16 = [
  { mark: [0xff, 0xfe], encoding: "utf-16le" },
  { mark: [0xfe, 0xff], encoding: "utf-16be" },
] as const;

/**
 * The text of a file that somebody wrote with an editor or a shell: UTF-8, or UTF-16 behind a byte order mark. The mark is no
 * part of the text.
 */
export function decodeText(bytes: Uint8Array): string {
  const found = UTF_16.find(({ mark }) => mark.every((byte, index) => bytes[index] === byte));
  return new TextDecoder(found?.encoding ?? "utf-8").decode(bytes);
}
