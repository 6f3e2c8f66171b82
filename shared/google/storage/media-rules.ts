import { PermanentError, TransientError } from "../../base/errors.ts";
import { isLoopback } from "../../base/loopback.ts";
import { present } from "../../base/present.ts";
import { OCTETS, type OpenMedia } from "../../ports/media.ts";

/** Where both channels keep what users send. RCS gives each region's bucket a host of its own, below this one. */
const HOST = "storage.googleapis.com";

/** A type as RFC 6838 names it, in lower case. */
const TYPE = /^[a-z]{1,40}\/[a-z\d][\w.+-]{0,100}$/;
/**
 * What no browser takes for a page or a script, so that a copy may be served as it is. Users send what their phones make, which
 * is more than agents may send: HEIC pictures, Opus sounds, cards of contacts.
 */
const SAFE =
  /^(?:(?:image|audio|video)\/|text\/(?:plain|csv|(?:x-)?vcard|calendar)$|application\/(?:ogg|pdf|zip|rtf|msword|vnd\.)).*$/;
/** Pictures among them that hold scripts, and all that is read as XML. */
const UNSAFE = /svg|xml$/;

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
 * The type under which a copy is kept: what the host says, or where it knows none, what the webhook says. What is not safe to
 * serve is kept as octets, and `toldType` is what was told of it, by the webhook if it tells anything.
 */
export function mediaType(served: string | undefined, declared: string | undefined): Omit<OpenMedia, "body"> {
  const [atHost, inWebhook] = [served, declared].map(knownType);
  const type = atHost ?? inWebhook ?? OCTETS;
  if (SAFE.test(type) && !UNSAFE.test(type)) return { mimeType: type };
  return { mimeType: OCTETS, ...present({ toldType: inWebhook ?? atHost }) };
}

/** The type, where one is told. */
function knownType(told: string | undefined): string | undefined {
  const type = essence(told);
  return TYPE.test(type) && type !== OCTETS ? type : undefined;
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
