import { describe, expect, it } from "vitest";
import { route } from "../../../functions/ingress/route.ts";

const MIB = 1_048_576;
const BODY = Buffer.from("{}");

function routed(method: string, path: string, body: Buffer | undefined = undefined) {
  return route({ method, path, headers: {}, body });
}

describe("route()", () => {
  it.each([
    ["/rcs", "rcs"],
    ["/rcs/", "rcs"],
    ["/business-messages", "business-messages"],
    ["/business-messages/", "business-messages"],
  ])("knows %s as the webhook of %s", (path, channel) => {
    expect(routed("POST", path, BODY)).toEqual({ channel, body: BODY });
  });

  it("takes a body of 1 MiB", () => {
    expect(routed("POST", "/rcs", Buffer.alloc(MIB))).toMatchObject({ channel: "rcs" });
  });

  it.each([
    ["GET", "/health", undefined, 200],
    ["HEAD", "/health/", undefined, 200],
    ["POST", "/health", BODY, 405],
    ["GET", "/health/x", undefined, 404],
    ["GET", "/healthz", undefined, 200],
    ["HEAD", "/healthz", undefined, 200],
    ["GET", "/healthz/", undefined, 200],
    ["POST", "/healthz", BODY, 405],
    ["GET", "/rcs", undefined, 405],
    ["PUT", "/business-messages", BODY, 405],
    ["GET", "/", undefined, 404],
    ["POST", "/", BODY, 404],
    ["POST", "", BODY, 404],
    ["POST", "/RCS", BODY, 404],
    ["POST", "/rcs//", BODY, 404],
    ["POST", "/rcs/x", BODY, 404],
    ["POST", "/constructor", BODY, 404],
    ["POST", "/rcs", undefined, 400],
    ["POST", "/rcs", Buffer.from(""), 400],
    ["POST", "/rcs", Buffer.alloc(MIB + 1), 413],
  ])("answers %s %s with its own status", (method, path, body, status) => {
    expect(routed(method, path, body)).toMatchObject({ status });
  });

  it.each([
    ["PUT", "/rcs", "POST"],
    ["POST", "/health", "GET, HEAD"],
    ["POST", "/healthz", "GET, HEAD"],
  ])("tells %s %s what is allowed", (method, path, allow) => {
    expect(routed(method, path, BODY)).toMatchObject({ headers: { allow } });
  });
});
