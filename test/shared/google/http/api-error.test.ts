import { describe, expect, it } from "vitest";
import {
  PermanentError,
  RateLimitError,
  TransientError,
  UnauthorisedError,
  UnreachableError,
  UnsupportedError,
} from "../../../../shared/base/errors.ts";
import { toApiError } from "../../../../shared/google/http/api-error.ts";

/** What the call has sent. */
const SENT = {
  representative: {},
  contentMessage: { suggestions: [{ text: "Yes" }] },
  ...Object.fromEntries([..."abcdefg"].map((name) => [name, 1])),
};

function refused(status: number, error?: object): Error {
  return refusedWith(status, error === undefined ? "" : JSON.stringify({ error: { code: status, ...error } }));
}

function refusedWith(status: number, body: string): Error {
  const context = { method: "x.create", account: "the account in SETTING", setting: "RCS_API", sent: SENT };
  return toApiError({ status, retryAfter: undefined, body }, context);
}

function violating(...fields: readonly unknown[]): object {
  const fieldViolations = fields.map((field) => ({ field, description: "+447700900123 is bad" }));
  const details = [{ "@type": "type.googleapis.com/google.rpc.BadRequest", fieldViolations }];
  return { status: "INVALID_ARGUMENT", message: "Invalid phone +447700900123", details };
}

describe("toApiError()", () => {
  it.each([
    [307, undefined, TransientError],
    [400, "OUT_OF_RANGE", PermanentError],
    [400, "INVALID_ARGUMENT", UnsupportedError],
    [400, "FAILED_PRECONDITION", UnsupportedError],
    [401, "UNAUTHENTICATED", UnauthorisedError],
    [403, "PERMISSION_DENIED", PermanentError],
    [404, "NOT_FOUND", UnreachableError],
    [405, "UNIMPLEMENTED", PermanentError],
    [408, undefined, TransientError],
    [409, "ABORTED", TransientError],
    [499, "CANCELLED", TransientError],
    [413, undefined, PermanentError],
    [429, "RESOURCE_EXHAUSTED", RateLimitError],
    [500, "INTERNAL", TransientError],
    [503, "UNAVAILABLE", TransientError],
  ])("makes of %i %s the right error", (status, name, kind) => {
    expect(refused(status, { status: name }).constructor).toBe(kind);
  });

  it.each(["SERVICE_DISABLED", "BILLING_DISABLED", "ACCESS_TOKEN_SCOPE_INSUFFICIENT"])(
    "hopes that a project's set-up is fixed after 403 %s",
    (reason) => {
      const details = [{ "@type": "type.googleapis.com/google.rpc.ErrorInfo", reason, domain: "googleapis.com" }];
      expect(refused(403, { status: "PERMISSION_DENIED", details })).toBeInstanceOf(UnauthorisedError);
    },
  );

  it.each([
    [UnreachableError, 404, "NOT_FOUND"],
    [UnsupportedError, 400, "INVALID_ARGUMENT"],
  ])("makes of %o a kind of never again", (_kind, status, name) => {
    expect(refused(status, { status: name })).toBeInstanceOf(PermanentError);
  });

  it.each([
    [400, ""],
    [400, "<html>Bad Request</html>"],
    [400, '{"error":{"code":400}}'],
    [403, "<html>Blocked by the proxy</html>"],
    [404, '{"error":"not_found"}'],
    [404, '{"error":{"code":404,"status":"PERMISSION_DENIED"}}'],
    [405, "Method Not Allowed"],
  ])("does not take %i with the body %j for Google's word, and names the setting to fix", (status, body) => {
    const message = `Cannot call x.create: something that is not Google's API answered ${status}: check RCS_API and what stands before it`;
    expect(refusedWith(status, body)).toEqual(new TransientError(message));
  });

  it.each([401, 429])("makes of %i a kind of later", (status) => {
    expect(refused(status)).toBeInstanceOf(TransientError);
  });

  it.each([
    [400, "INVALID_ARGUMENT"],
    [403, "PERMISSION_DENIED"],
    [404, "NOT_FOUND"],
    [413, undefined],
  ])("gives %i as the reason", (status, name) => {
    expect(refused(status, { status: name })).toHaveProperty("reason", `google-${status}`);
  });

  it.each([307, 400, 401, 403, 404, 413, 429, 503])("keeps %i as the error's status", (status) => {
    expect(refused(status, { status: status === 404 ? "NOT_FOUND" : "OTHER" })).toHaveProperty("status", status);
  });

  it("keeps no status of what is not Google's word", () => {
    expect(refusedWith(403, "<html>Blocked by the proxy</html>")).toHaveProperty("status", undefined);
  });

  it.each([401, 403])("names the setting to fix after %i", (status) => {
    expect(refused(status, { status: "PERMISSION_DENIED" }).message).toContain("the account in SETTING");
  });

  it("says which fields Google refuses, and never what Google says", () => {
    expect(refused(400, violating("representative", "contentMessage.suggestions[3].text")).message).toBe(
      "Cannot call x.create: Google answered 400 INVALID_ARGUMENT representative contentMessage.suggestions[3].text; the same call would be refused again",
    );
  });

  it.each([
    "phones/+447700900123",
    "447700900123",
    "Ada",
    "representative.ada",
    "text[1234]",
    "a b",
    "",
    "x".repeat(101),
    7,
    null,
  ])("leaves out %j, which is no field", (field) => {
    expect(refused(400, violating(field)).message).toBe(
      "Cannot call x.create: Google answered 400 INVALID_ARGUMENT; the same call would be refused again",
    );
  });

  it("names five fields at most", () => {
    expect(refused(400, violating(..."abcdefg")).message).toMatch(/ a b c d e; /);
  });

  it("names a status of nobody's only as another one", () => {
    expect(refused(400, { status: "ADA_LOVELACE" }).message).toContain("Google answered 400 OTHER;");
  });

  it.each(["Ada Lovelace", 5, null, {}])("leaves out %j, which is no status", (status) => {
    expect(refused(500, { status }).message).toBe("Cannot call x.create: Google answered 500");
  });

  it.each(["<html>", "null", "[]", '{"error":"no"}', '{"error":{"details":{}}}', '{"error":{"details":[null]}}'])(
    "reads nothing from %s",
    (body) => {
      expect(refusedWith(500, body).message).toBe("Cannot call x.create: Google answered 500");
    },
  );
});
