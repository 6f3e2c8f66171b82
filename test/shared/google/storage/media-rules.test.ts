import { describe, expect, it } from "vitest";
import { TransientError } from "../../../../shared/base/errors.ts";
import {
  checkMediaEncoding,
  checkMediaSize,
  checkMediaStatus,
  checkMediaUrl,
  mediaType,
} from "../../../../shared/google/storage/media-rules.ts";

const refusing = (reason: string) => expect.objectContaining({ name: "PermanentError", reason });

describe("checkMediaUrl()", () => {
  it.each([
    "https://storage.googleapis.com/business-messages-us/936640919331/jzsu6cdguNGs?x-goog-expires=604800",
    "https://rcs-user-content-us.storage.googleapis.com/00000000-0000-4000-8000-000000000001/payload",
    "https://storage.googleapis.com:443/copper_test/1",
    "HTTPS://Storage.GoogleAPIs.com/copper_test/1",
  ])("takes %s", (url) => expect(checkMediaUrl(url, undefined).hostname).toMatch(/storage\.googleapis\.com$/));

  it.each([
    "",
    "storage.googleapis.com/a",
    "http://storage.googleapis.com/a",
    "ftp://storage.googleapis.com/a",
    "file:///etc/passwd",
    "gs://storage.googleapis.com/a",
    "https://storage.googleapis.com:8443/a",
    "https://me:secret@storage.googleapis.com/a",
    "https://storage.googleapis.com@evil.example/a",
    "https://storage.googleapis.com.evil.example/a",
    "https://evil-storage.googleapis.com/a",
    "https://storage.googleapis.com./a",
    "https://evil.example/storage.googleapis.com",
    "https://evil.example\\@storage.googleapis.com/a",
    "https://169.254.169.254/computeMetadata/v1/",
    "http://127.0.0.1:4100/a",
  ])("refuses %j", (url) => expect(() => checkMediaUrl(url, undefined)).toThrow(refusing("wrong-host")));

  it("takes this machine where it is told to", () => {
    expect(checkMediaUrl("http://127.0.0.1:4100/a", "127.0.0.1:4100").pathname).toBe("/a");
  });

  it.each([
    ["http://127.0.0.1:4101/a", "127.0.0.1:4100"],
    ["http://me:secret@127.0.0.1:4100/a", "127.0.0.1:4100"],
    ["http://10.0.0.1:4100/a", "10.0.0.1:4100"],
    ["https://evil.example:4100/a", "evil.example:4100"],
  ])("refuses %s where it is told to take %s", (url, loopback) => {
    expect(() => checkMediaUrl(url, loopback)).toThrow(refusing("wrong-host"));
  });

  it("says nothing of the URL", () => {
    const check = () => checkMediaUrl("https://evil.example/secret", undefined);
    expect(check).toThrow(/^Cannot copy a user's file: expected an https URL of storage.googleapis.com, got another$/);
  });
});

describe("mediaType()", () => {
  it.each([
    ["image/jpeg", undefined, "image/jpeg"],
    ["image/jpeg", "video/mp4", "image/jpeg"],
    ["image/jpeg", "text/html", "image/jpeg"],
    ["Image/PNG; charset=utf-8", undefined, "image/png"],
    ["application/octet-stream", "audio/ogg", "audio/ogg"],
    [undefined, "application/pdf", "application/pdf"],
    ["image/heic", undefined, "image/heic"],
    [undefined, "audio/opus", "audio/opus"],
    ["text/plain; charset=utf-8", undefined, "text/plain"],
    ["text/vcard", undefined, "text/vcard"],
    ["video/quicktime", undefined, "video/quicktime"],
    ["application/vnd.openxmlformats-officedocument.wordprocessingml.document", undefined, expect.stringMatching(/t$/)],
  ])("keeps what is served as %j and declared as %j as it is", (served, declared, mimeType) => {
    expect(mediaType(served, declared)).toEqual({ mimeType });
  });

  it.each([
    ["text/html", undefined, "text/html"],
    ["text/html; charset=utf-8", "image/jpeg", "image/jpeg"],
    ["image/svg+xml", undefined, "image/svg+xml"],
    ["application/octet-stream", "text/html", "text/html"],
    [undefined, "application/xhtml+xml", "application/xhtml+xml"],
    [undefined, "image/vnd.anything+xml", "image/vnd.anything+xml"],
    [undefined, "application/vnd.mozilla.xul+xml", "application/vnd.mozilla.xul+xml"],
    [undefined, "text/xml", "text/xml"],
    [undefined, "text/javascript", "text/javascript"],
    [undefined, "application/x-sh", "application/x-sh"],
    [undefined, "message/rfc822", "message/rfc822"],
  ])("keeps what is served as %j and declared as %j as octets", (served, declared, toldType) => {
    expect(mediaType(served, declared)).toEqual({ mimeType: "application/octet-stream", toldType });
  });

  it.each([
    ["application/octet-stream", undefined],
    [undefined, undefined],
    ["", ""],
    ["image/jpeg, text/html", "my words"],
  ])("knows no type of what is served as %j and declared as %j", (served, declared) => {
    expect(mediaType(served, declared)).toEqual({ mimeType: "application/octet-stream" });
  });
});

describe("checkMediaSize()", () => {
  it.each([undefined, 0, 10])("lets %j bytes of 10 pass", (bytes) => {
    expect(() => checkMediaSize(bytes, 10)).not.toThrow();
  });

  it.each([11, Number.NaN])("refuses %d bytes of 10", (bytes) => {
    expect(() => checkMediaSize(bytes, 10)).toThrow(refusing("too-large"));
  });
});

describe("checkMediaStatus()", () => {
  it("lets 200 pass", () => expect(() => checkMediaStatus(200)).not.toThrow());

  it.each([204, 206, 400, 401, 403, 404, 410])("takes the file for gone after %i", (status) => {
    expect(() => checkMediaStatus(status)).toThrow(refusing("gone"));
  });

  it.each([301, 302, 304, 307])("follows no %i", (status) => {
    expect(() => checkMediaStatus(status)).toThrow(refusing("redirected"));
  });

  it.each([408, 429, 500, 503])("hopes for another try after %i", (status) => {
    expect(() => checkMediaStatus(status)).toThrow(TransientError);
  });
});

describe("checkMediaEncoding()", () => {
  it.each([undefined, "identity"])("lets %j pass", (encoding) => {
    expect(() => checkMediaEncoding(encoding)).not.toThrow();
  });

  it.each(["gzip", "br", ""])("refuses %j", (encoding) => {
    expect(() => checkMediaEncoding(encoding)).toThrow(refusing("encoded"));
  });
});
