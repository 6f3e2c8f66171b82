import type { Channel } from "../../shared/base/ids.ts";
import type { MediaLink } from "./call.ts";

/** The types and the size that a file may have. */
export interface MediaLimit {
  readonly types: RegExp;
  readonly maxBytes: number;
}

const PICTURE = /^image\/(jpe?g|gif|png)$/i;
const WEB_PICTURE = /^image\/(jpe?g|png|webp)$/i;

/**
 * The limit of a file in RCS. Its size is also the limit of all files of one message together.
 * @see https://developers.google.com/business-communications/rcs-business-messaging/guides/build/messages/send
 */
export const RCS_FILE: MediaLimit = {
  types:
    /^(image\/(jpe?g|gif|png)|video\/(h263|m4v|mp4|mpeg4|mpeg|webm)|audio\/(aac|mp3|mpeg|mpg|mp4|mp4-latm|3gpp|ogg)|application\/(ogg|pdf))$/i,
  maxBytes: 100 * 1024 * 1024,
};

/** @see https://developers.google.com/business-communications/business-messages/reference/rest/v1/conversations.messages */
export const MEDIA_LIMITS: Readonly<Record<Channel, Readonly<Record<MediaLink["part"], MediaLimit>>>> = {
  rcs: { file: RCS_FILE, thumbnail: { types: PICTURE, maxBytes: 100_000 } },
  "business-messages": {
    file: { types: WEB_PICTURE, maxBytes: 5_000_000 },
    thumbnail: { types: WEB_PICTURE, maxBytes: 25_000 },
  },
};
