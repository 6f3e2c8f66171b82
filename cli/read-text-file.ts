import { readFile } from "node:fs/promises";

/** Reads a file of text that somebody has named. @throws Error that says what was expected, and what was met. */
export async function readTextFile(file: string, expected: string): Promise<string> {
  return decode(await readNamedFile(file, expected), file);
}

/** Reads the bytes of a file that somebody has named. @throws Error as with text. */
export function readNamedFile(file: string, expected: string): Promise<Buffer> {
  return readFile(file).catch((cause: unknown) => {
    const met = MET[codeOf(cause)] ?? "one that cannot be read";
    throw new Error(`Cannot read ${file}: expected ${expected}, got ${met}`, { cause });
  });
}

const MET: Readonly<Record<string, string>> = {
  EACCES: "a file that you may not read",
  EISDIR: "a folder",
  ENOENT: "no such file",
};

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

/** Spreadsheets also save text as UTF-16, and say so in its first bytes. */
function decode(bytes: Buffer, file: string): string {
  const isWide = bytes[0] === 0xff && bytes[1] === 0xfe;
  try {
    return new TextDecoder(isWide ? "utf-16le" : "utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    const mend = "save it anew as UTF-8, which spreadsheets call CSV UTF-8";
    throw new Error(`Cannot read ${file}: expected text in UTF-8, got another encoding; ${mend}`, { cause });
  }
}
