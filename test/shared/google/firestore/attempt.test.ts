import { describe, expect, it, onTestFinished } from "vitest";
import { PermanentError, TransientError } from "../../../../shared/base/errors.ts";
import { attempt } from "../../../../shared/google/firestore/attempt.ts";
import { firestoreDocuments } from "../../../../shared/google/firestore/documents.ts";
import { openFirestore } from "../../../../shared/google/firestore/open.ts";
import { serveHttp } from "../../../support/serve-http.ts";

const grpc = (code: number) => Object.assign(new Error("Of Google's client"), { code, details: [] });
const reject = (what: string, error: Error) => attempt(what, () => () => Promise.reject(error));

describe("attempt()", () => {
  it("gives what the calls give", async () => expect(await attempt("read", () => async () => "done")).toBe("done"));

  it.each([
    ["PERMISSION_DENIED", grpc(7)],
    ["UNAVAILABLE", grpc(14)],
    ["a page that is not Google's", Object.assign(new Error("Of a proxy"), { code: 3, httpStatusCode: 400 })],
    ["a time-out", new DOMException("Too late", "TimeoutError")],
  ])("hopes for another try after %s", async (_claim, error) => {
    await expect(reject("read history", error)).rejects.toThrow(TransientError);
  });

  it("hopes for nothing after a mistake in the code, and names its place", async () => {
    const cause = new TypeError("Not a function");
    const thrown = await reject("read history", cause).catch((error: unknown) => error);
    expect(thrown).toMatchObject({ message: "Cannot read history: its client failed", cause });
    expect([TransientError, PermanentError].some((kind) => thrown instanceof kind)).toBe(false);
  });

  it.each([
    ["INVALID_ARGUMENT refuses", () => () => Promise.reject(grpc(3))],
    [
      "its client refuses before a call",
      () => {
        throw new Error('Value for argument "documentPath" is not a valid resource path');
      },
    ],
  ])("gives up for ever what %s", async (_claim, prepare) => {
    const refused = attempt("write documents", prepare);
    await expect(refused).rejects.toThrow(PermanentError);
    await expect(refused).rejects.toThrow(expect.objectContaining({ reason: "refused-by-history" }));
  });

  it("tells what could not be done and why", async () => {
    const cause = grpc(14);
    const told = { message: "Cannot read history: Firestore failed", cause };
    await expect(reject("read history", cause)).rejects.toThrow(expect.objectContaining(told));
  });
});

/** What a write throws where every call gets this answer. */
async function writeTo(status: number, body: string): Promise<unknown> {
  const emulator = await serveHttp((request, response) => {
    request.resume();
    response.writeHead(status).end(body);
  });
  const db = openFirestore({ project: "p", database: "(default)", emulator });
  onTestFinished(() => db.terminate());
  const write = { do: "merge", path: "conversations/c", members: { n: 1 } } as const;
  return firestoreDocuments(db)
    .commit([write])
    .catch((error: unknown) => error);
}

const errorOf = (code: number, status: string) => JSON.stringify({ error: { code, status, message: "No" } });

describe("firestoreDocuments()", () => {
  it.each([
    ["an INVALID_ARGUMENT of Firestore's", 400, errorOf(400, "INVALID_ARGUMENT")],
    ["the same in a list, as streams are answered", 400, `[${errorOf(400, "INVALID_ARGUMENT")}]`],
  ])("gives up for ever after %s", async (_claim, status, body) => {
    expect(await writeTo(status, body)).toMatchObject({ name: "PermanentError", reason: "refused-by-history" });
  });

  it.each([
    [400, "<html>Bad Request</html>"],
    [400, ""],
    [400, '"no"'],
    [400, "{}"],
    [400, '{"error":"invalid_request"}'],
    [404, "<html>Not Found</html>"],
    [407, "Proxy Authentication Required"],
    [413, "<html>Too Large</html>"],
  ])("hopes for another try after a proxy's %i %j", async (status, body) => {
    expect(await writeTo(status, body)).toBeInstanceOf(TransientError);
  });

  it.each([
    [409, "ALREADY_EXISTS"],
    [400, "FAILED_PRECONDITION"],
    [404, "NOT_FOUND"],
  ])("says lost after %i %s", async (code, status) => expect(await writeTo(code, errorOf(code, status))).toBe("lost"));
});
