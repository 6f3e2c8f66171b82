import { rename, rm, writeFile } from "node:fs/promises";
import { messageOf } from "../shared/base/message-of.ts";

/**
 * Writes a file whole or not at all: where there is no room for it, what stood there before stays.
 * @throws Error that names the file.
 */
export async function writeWholeFile(file: string, text: string, mode = 0o666): Promise<void> {
  const part = `${file}.part`;
  try {
    await writeFile(part, text, { mode, flush: true });
    await rename(part, file);
  } catch (cause) {
    await rm(part, { force: true });
    const why = messageOf(cause);
    throw new Error(`Cannot write ${file}, what stood there before stays: ${why}`, { cause });
  }
}
