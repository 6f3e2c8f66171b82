import { SOURCES } from "./sources.ts";

/** By which rules of HTTP a request is refused before anybody asks what it is about. */
export const HTTP_REFUSALS = {
  "request-too-big": {
    code: 400,
    message: "Request payload size exceeds the limit: {limit} bytes",
    source: SOURCES.requestSize,
  },
  "unknown-encoding": {
    code: 400,
    message: "Cannot read the body: expected Content-Encoding gzip, deflate or none",
    source: SOURCES.contentEncoding,
  },
  "wrong-encoding": {
    code: 400,
    message: "Cannot read the body: expected {encoding}, as Content-Encoding says",
    source: SOURCES.contentEncoding,
  },
  "wrong-parts": {
    code: 400,
    message: "Cannot read the parts of the body: expected {expected}",
    source: SOURCES.multipart,
  },
  "unknown-upload": {
    code: 404,
    message: "Cannot find the upload: expected PUT to the Location of one that is not finished",
    source: SOURCES.mediaUpload,
  },
  "wrong-range": {
    code: 400,
    message: "Cannot take the piece of a file: expected Content-Range, such as bytes 0-99/200",
    source: SOURCES.mediaUpload,
  },
} as const;
