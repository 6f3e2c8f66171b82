import type { AgentId } from "../base/ids.ts";
import type { FileName } from "../reply/media.ts";

/** Files for RCS messages, kept by Google for 60 days. */
export interface FileStore {
  addFromUrl(agent: AgentId, source: { readonly url: string; readonly thumbnailUrl?: string }): Promise<FileName>;
  /** @param content Up to 100 MiB, with its content type. */
  upload(agent: AgentId, content: Blob): Promise<FileName>;
}
