import { refusal } from "../api/refusals.ts";

/** One part of a body in several parts. */
export interface BodyPart {
  readonly contentType: string;
  readonly bytes: Buffer;
}

const BOUNDARY = /;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i;
const HEAD_END = "\r\n\r\n";

/**
 * Reads the parts of a `multipart/related` body.
 * @throws ApiError 400 when it has no boundary, or is not written as RFC 2046 says.
 * @see https://www.rfc-editor.org/rfc/rfc2046#section-5.1
 */
export function readParts(body: Buffer, contentType: string): readonly BodyPart[] {
  const [, quoted, bare] = BOUNDARY.exec(contentType) ?? [];
  const boundary = quoted ?? bare;
  if (boundary === undefined) throw refusal("wrong-parts", { expected: "a boundary in Content-Type" });
  // The line break before a boundary belongs to the boundary, also before the first one.
  const whole = Buffer.concat([Buffer.from("\r\n"), body]);
  const mark = Buffer.from(`\r\n--${boundary}`);
  const parts: BodyPart[] = [];
  for (let at = whole.indexOf(mark); at !== -1; ) {
    const start = at + mark.length;
    if (whole.toString("latin1", start, start + 2) === "--") return parts;
    const end = whole.indexOf(mark, start);
    if (end !== -1) parts.push(readPart(whole.subarray(start, end)));
    at = end;
  }
  throw refusal("wrong-parts", { expected: "a last boundary that ends in --" });
}

function readPart(part: Buffer): BodyPart {
  // Without any headers the blank line follows the boundary at once.
  const headEnd = part.indexOf(HEAD_END);
  if (headEnd === -1) throw refusal("wrong-parts", { expected: "a blank line after the headers of each part" });
  const [, contentType = "application/octet-stream"] =
    /^content-type:[ \t]*(.*?)[ \t]*$/im.exec(part.toString("latin1", 0, headEnd)) ?? [];
  return { contentType, bytes: part.subarray(headEnd + HEAD_END.length) };
}
