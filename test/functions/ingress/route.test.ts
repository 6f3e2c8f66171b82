import { describe, expect, it } from "vitest";
import { checkBody, route, WEBHOOK_LIMITS } from "../../../functions/ingress/route.ts";
import type { RequestHead } from "../../../shared/base/http.ts";

const MIB = 1_048_576;
const SIGNATURE = `${"A".repeat(86)}==`;

function routed(method: string, path: string, headers: RequestHead["headers"] = {}) {
  return route({ method, path, headers });
}

describe("route()", () => {
  it.each([
    ["/rcs", "rcs"],
    ["/rcs/", "rcs"],
    ["/business-messages", "business-messages"],
    ["/business-messages/", "business-messages"],
  ])("knows %s as the webhook of %s", (path, channel) => {
    expect(routed("POST", path)).toBe(channel);
  });

  it.each([
    [MIB, "rcs"],
    [MIB + 1, expect.objectContaining({ status: 413 })],
  ])("looks at what the head says of a length of %i bytes", (length, expected) => {
    expect(routed("POST", "/rcs", { "content-length": String(length) })).toEqual(expected);
  });

  it.each([
    ["GET", "/health", 200],
    ["HEAD", "/health/", 200],
    ["POST", "/health", 405],
    ["GET", "/health/x", 404],
    ["GET", "/healthz", 200],
    ["HEAD", "/healthz", 200],
    ["GET", "/healthz/", 200],
    ["POST", "/healthz", 405],
    ["GET", "/rcs", 405],
    ["PUT", "/business-messages", 405],
    ["GET", "/", 404],
    ["POST", "/", 404],
    ["POST", "", 404],
    ["POST", "/RCS", 404],
    ["POST", "/rcs//", 404],
    ["POST", "/rcs/x", 404],
    ["POST", "/constructor", 404],
  ])("answers %s %s with its own status", (method, path, status) => {
    expect(routed(method, path)).toMatchObject({ status });
  });

  it.each([
    ["PUT", "/rcs", "POST"],
    ["POST", "/health", "GET, HEAD"],
    ["POST", "/healthz", "GET, HEAD"],
  ])("tells %s %s what is allowed", (method, path, allow) => {
    expect(routed(method, path)).toMatchObject({ headers: { allow } });
  });
});

describe("checkBody()", () => {
  it("takes a body of 1 MiB", () => {
    expect(checkBody(Buffer.alloc(MIB))).toHaveLength(MIB);
  });

  it.each([
    [undefined, 400],
    [Buffer.alloc(0), 400],
    [Buffer.alloc(MIB + 1), 413],
  ])("answers for any other", (body, status) => {
    expect(checkBody(body)).toMatchObject({ status });
  });
});

describe("WEBHOOK_LIMITS", () => {
  it.each<[string, Partial<RequestHead>, number]>([
    ["what is signed", { headers: { "x-goog-signature": SIGNATURE } }, MIB],
    ["what has no signature, which can only be a handshake", {}, 4096],
    ["what has a malformed signature", { headers: { "x-goog-signature": "short" } }, 0],
    ["what has two signatures", { headers: { "x-goog-signature": [SIGNATURE, SIGNATURE] } }, 0],
    ["what says that it is too long", { headers: { "x-goog-signature": SIGNATURE, "content-length": "1048577" } }, 0],
    ["what is no webhook", { path: "/health" }, 0],
    ["what goes elsewhere", { path: "/wp-admin" }, 0],
  ])("reads as much as it must of %s", (_what, head, bytes) => {
    expect(WEBHOOK_LIMITS.bytesToRead?.({ method: "POST", path: "/rcs", headers: {}, ...head })).toBe(bytes);
  });
});
