import { checkOptionalWords, checkWebUrl, checkWords, refuseReply } from "./checks.ts";
import { limit, MAX_ALT_TEXT_LENGTH } from "./limits.ts";

/** A picture, film, sound or document. */
export type Media = LinkedMedia | UploadedMedia;

/** At a public URL, from which Google fetches it. Its Content-Type must be right, and it must not redirect. */
interface LinkedMedia {
  readonly type: "url";
  readonly url: string;
  readonly thumbnailUrl?: string;
  /** For those who cannot see it. */
  readonly altText?: string;
  /** Makes Google fetch it again; its cache otherwise lasts for weeks. */
  readonly forcesRefresh?: boolean;
}

/** Uploaded to RCS before. Business Messages has no such files and shows the alternative text instead. */
interface UploadedMedia {
  readonly type: "uploaded";
  readonly file: FileName;
  readonly thumbnail?: FileName;
  readonly altText: string;
}

/** Google's name of an uploaded file, such as `files/abc`. It lasts for 60 days. */
export type FileName = `files/${string}`;

const FILE_NAME = /^files\/[^/\s]+$/;

/** @throws PermanentError naming what not every channel takes. */
export function checkMedia(media: Media): void {
  checkOptionalWords("alternative text", media.altText, MAX_ALT_TEXT_LENGTH);
  switch (media.type) {
    case "url":
      checkWebUrl("file URL", media.url, limit("url"));
      if (media.thumbnailUrl !== undefined) checkWebUrl("thumbnail URL", media.thumbnailUrl, limit("url"));
      return;
    case "uploaded":
      checkWords("alternative text", media.altText, MAX_ALT_TEXT_LENGTH);
      checkFileName("file name", media.file);
      if (media.thumbnail !== undefined) checkFileName("thumbnail name", media.thumbnail);
  }
}

function checkFileName(field: string, name: string): void {
  if (FILE_NAME.test(name)) return;
  refuseReply(field, "files/ and an id", `${name.length} other characters`, "use the name that the upload returned");
}
