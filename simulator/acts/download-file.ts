import { RCS_FILE } from "../api/media-limits.ts";
import type { SentFile } from "../phones/user-file.ts";
import { ActError } from "./act-error.ts";
import { fileType } from "./file-type.ts";

const TIMEOUT_MS = 10_000;

/** Downloads the file that a user sends, as a phone has it before it sends it. @throws ActError when it cannot be had. */
export async function downloadFile(url: string): Promise<SentFile> {
  const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) }).catch(() => undefined);
  if (response?.status !== 200) {
    await response?.body?.cancel();
    throw new ActError(`Cannot send the file: expected a URL that answers 200, got ${response?.status ?? "no answer"}`);
  }
  const name = fileName(new URL(url).pathname);
  const [type = ""] = (response.headers.get("content-type") ?? "").split(";");
  return {
    bytes: await readAll(response).catch(refusePart),
    type: type.trim() || fileType(name),
    ...(name !== "" && { name }),
  };
}

function refusePart(cause: unknown): never {
  if (cause instanceof ActError) throw cause;
  throw new ActError("Cannot send the file: expected a whole file, got a part that cannot be read", { cause });
}

function fileName(path: string): string {
  const last = path.slice(path.lastIndexOf("/") + 1);
  try {
    return decodeURIComponent(last);
  } catch {
    // A stray percent sign: a name may have one.
    return last;
  }
}

async function readAll(response: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > RCS_FILE.maxBytes)
      throw new ActError(`Cannot send the file: expected at most ${RCS_FILE.maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
