import { nonEmptyText, optional, shape, text } from "../../shared/base/json.ts";
import type { Operation } from "../operation.ts";
import { openAgent } from "./open-agent.ts";

/** A file for messages of an agent: one that Google fetches, or its bytes. */
export interface UploadFileRequest {
  readonly agent?: string;
  readonly url?: string;
  readonly base64?: string;
  /** Its content type; needed with bytes. */
  readonly contentType?: string;
}

/** The name by which messages may show the file for 60 days. */
export interface UploadedFact {
  readonly type: "uploaded";
  readonly agent: string;
  readonly name: string;
}

/** Gives Google a file, so that a message can show it by its name. */
export const uploadFile: Operation<UploadFileRequest, UploadedFact> = {
  name: "upload-file",
  read: shape({
    agent: optional(text),
    url: optional(nonEmptyText),
    base64: optional(nonEmptyText),
    contentType: optional(nonEmptyText),
  }),
  async *run({ agent: named, url, base64, contentType: type = "" }, operator) {
    const { agent, account } = await openAgent(operator, named);
    if ((url === undefined) === (base64 === undefined))
      throw new Error("Cannot upload: expected a URL or the bytes of a file, and not both");
    const name =
      url === undefined
        ? await account.files.upload(agent, new Blob([Buffer.from(base64 ?? "", "base64")], { type }))
        : await account.files.addFromUrl(agent, { url });
    yield { type: "uploaded", agent, name };
  },
};
