import { PermanentError } from "../../base/errors.ts";
import { type Json, member, refuse, text } from "../../base/json.ts";
import { present } from "../../base/present.ts";
import type { FileStore } from "../../ports/files.ts";
import { checkWebUrl } from "../../reply/checks.ts";
import { LIMITS } from "../../reply/limits.ts";
import type { FileName } from "../../reply/media.ts";
import { encodeLinks } from "../../reply/uri.ts";
import { urlOf } from "../http/path.ts";
import { readResponse } from "../http/read-response.ts";
import type { Rcs } from "./open-rcs.ts";

/** Of one message in all, for every carrier since July 2025. */
const MAX_BYTES = 100 * 1024 * 1024;
/** Google fetches the file before it answers, or takes up to 100 MiB from us. */
const TIMEOUT_MS = 120_000;
/** Google names the file itself, so a repeat makes another one. */
const CREATE = { method: "files.create", timeoutMs: TIMEOUT_MS, isRepeatable: false } as const;

/** Google's store of files for RCS. */
export function rcsFiles({ findAgent }: Rcs): FileStore {
  return {
    async addFromUrl(agent, source) {
      const { api } = findAgent(agent);
      // The reference wants the agent in the body, the guides in the query.
      const url = urlOf(api.base, "/v1/files", { agentId: agent });
      const { url: fileUrl, thumbnailUrl } = encodeLinks(source);
      checkWebUrl("file URL", fileUrl, LIMITS.rcs.url);
      if (thumbnailUrl !== undefined) checkWebUrl("thumbnail URL", thumbnailUrl, LIMITS.rcs.url);
      const json = present({ fileUrl, thumbnailUrl, agentId: agent });
      return readResponse(CREATE.method, await api.request({ ...CREATE, url, body: { json }, agent }), readName);
    },
    async upload(agent, content) {
      if (content.type === "" || content.size === 0 || content.size > MAX_BYTES) refuseFile(content);
      const { api } = findAgent(agent);
      const url = urlOf(api.base, "/upload/v1/files", { agentId: agent });
      const body = { bytes: Buffer.from(await content.arrayBuffer()), type: content.type };
      return readResponse(CREATE.method, await api.request({ ...CREATE, url, body, agent }), readName);
    },
  };
}

function refuseFile({ type, size }: Blob): never {
  const found = type === "" ? "none" : type;
  throw new PermanentError(
    "bad-file",
    `Cannot upload this file: expected 1 to ${MAX_BYTES} bytes of a content type, got ${size} of ${found}`,
  );
}

function readName(response: Json): FileName {
  const json = member(response, "name");
  const [folder, name = "", ...more] = text(json).split("/");
  if (folder !== "files" || name === "" || more.length > 0) refuse(json, "files/ and an id");
  return `files/${name}`;
}
