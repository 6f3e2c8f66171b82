import { PermanentError, TransientError } from "../../base/errors.ts";
import { isLoopback } from "../../base/loopback.ts";

/** Where both channels keep what users send. RCS gives each region's bucket a host of its own, below this one. */
const HOST = "storage.googleapis.com";

/**
 * What both channels document as media. A copy bears one of these types, so no browser takes it for a page.
 * @see https://developers.google.com/business-communications/rcs-business-messaging/guides/build/messages/send
 * @see https://developers.google.com/business-communications/business-messages/guides/how-to/message/send
 */
const TYPES: readonly string[] = [
  ...["image/jpeg", "image/jpg", "image/gif", "image/png", "image/webp"],
  ...["video/h263", "video/m4v", "video/mp4", "video/mpeg4", "video/mpeg", "video/webm"],
  ...["audio/aac", "audio/mp3", "audio/mpeg", "audio/mpg", "audio/mp4", "audio/mp4-latm", "audio/3gpp", "audio/ogg"],
  ...["application/ogg", "application/pdf"],
];

/** What Cloud Storage serves when it knows no type. */
const UNKNOWN_TYPES: readonly string[] = ["", "application/octet-stream"];
/** Safe in a log: whoever uploaded the file chose its type. */
const SHOWN_TYPE = /^(?!.*\d{5})[a-z]{1,20}\/[\w.+-]{1,60}$/;

/**
 * The URL, if a file may be fetched from it: over https from Cloud Storage, with no account and no port in it.
 * @param loopback `host:port` of this machine that is accepted too, over plain http.
 * @throws PermanentError with reason `wrong-host`.
 */
export function checkMediaUrl(text: string, loopback: string | undefined): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && `${url.username}${url.password}` === "") {
    if (isCloudStorage(url) || (url.host === loopback && isLoopback(url))) return url;
  }
  throw new PermanentError("wrong-host", `Cannot copy a user's file: expected an https URL of ${HOST}, got another`);
}

function isCloudStorage({ protocol, hostname, port }: URL): boolean {
  return protocol === "https:" && port === "" && (hostname === HOST || hostname.endsWith(`.${HOST}`));
}

/**
 * The type under which a copy is kept: what the host says, or where it knows none, what the webhook says.
 * @throws PermanentError with reason `wrong-type` when it is not a type that either channel documents.
 */
export function mediaType(served: string | undefined, declared: string | undefined): string {
  const type = [essence(served), essence(declared)].find((one) => !UNKNOWN_TYPES.includes(one)) ?? "";
  if (TYPES.includes(type)) return type;
  const found = SHOWN_TYPE.test(type) ? type : `${type.length} characters`;
  throw new PermanentError("wrong-type", `Cannot copy a user's file: expected a type of media, got ${found}`);
}

/** The type without its parameters. @see RFC 9110, section 8.3.1 */
function essence(type = ""): string {
  return type.replace(/;.*$/s, "").trim().toLowerCase();
}

/** @throws PermanentError with reason `too-large` when the size is known and above the cap. */
export function checkMediaSize(bytes: number | undefined, maxBytes: number): void {
  if (bytes === undefined || bytes <= maxBytes) return;
  throw new PermanentError("too-large", `Cannot copy a user's file: expected at most ${maxBytes} bytes, got more`);
}

/**
 * Lets a whole file pass. The URL says its own end as 400, 403 or 404: a signature past its time, a right withdrawn, a
 * file deleted.
 * @throws PermanentError with reason `redirected` or `gone`; TransientError when the host is busy.
 * @see https://cloud.google.com/storage/docs/xml-api/reference-status
 */
export function checkMediaStatus(status: number): void {
  if (status === 200) return;
  const message = `Cannot copy a user's file: expected 200 from its host, got ${status}`;
  if (status === 408 || status === 429 || status >= 500) throw new TransientError(message);
  throw new PermanentError(status >= 300 && status < 400 ? "redirected" : "gone", message);
}

/** @throws PermanentError with reason `encoded`: we ask for bytes as they are, and never inflate what a stranger packed. */
export function checkMediaEncoding(encoding = "identity"): void {
  if (encoding === "identity") return;
  throw new PermanentError("encoded", "Cannot copy a user's file: expected no content-encoding, got one");
}
