import { describe, expect, it } from "vitest";
import { TransientError } from "../../../../shared/base/errors.ts";
import { openFirestoreRest } from "../../../../shared/google/firestore/rest.ts";
import { restDocuments } from "../../../../shared/google/firestore/rest-documents.ts";
import { type DocumentWrite, plus } from "../../../../shared/store/document-store.ts";
import { listen, type Said } from "../../../support/listen.ts";

const WRITE: DocumentWrite = { do: "merge", path: "conversations/c", members: { n: 1 } };
const WRITTEN: Said = { status: 200, body: { writeResults: [{ updateTime: "2026-11-20T12:00:00Z" }] } };

/** A Firestore that answers these, one after the other, and the last one for ever. */
async function answering(...said: readonly Said[]) {
  const left = [...said];
  const { host, requests } = await listen(() => (left.length > 1 ? left.shift() : left[0]) ?? 500);
  const documents = restDocuments(openFirestoreRest({ project: "p", database: "(default)", emulator: host }));
  return { documents, requests };
}

/** What a write gives or throws where every call gets this answer. */
async function writeTo(status: number, body: unknown): Promise<unknown> {
  const { documents } = await answering({ status, body });
  return documents.commit([WRITE]).catch((error: unknown) => error);
}

const errorOf = (code: number, status: string) => ({ error: { code, status, message: "No" } });

describe("restDocuments()", () => {
  it.each([
    ["an INVALID_ARGUMENT of Firestore's", errorOf(400, "INVALID_ARGUMENT")],
    ["the same in a list, as streams are answered", [errorOf(400, "INVALID_ARGUMENT")]],
  ])("gives up for ever after %s", async (_claim, body) => {
    expect(await writeTo(400, body)).toMatchObject({ name: "PermanentError", reason: "refused-by-history" });
  });

  it.each([
    [400, "<html>Bad Request</html>"],
    [400, ""],
    [400, '"no"'],
    [400, {}],
    [400, { error: "invalid_request" }],
    [404, "<html>Not Found</html>"],
    [407, "Proxy Authentication Required"],
    [413, "<html>Too Large</html>"],
    [200, "<html>Welcome to this network</html>"],
    [200, {}],
  ])("hopes for another try after %i %j, which is not Firestore's", async (status, body) => {
    expect(await writeTo(status, body)).toBeInstanceOf(TransientError);
  });

  it.each([
    [409, "ALREADY_EXISTS"],
    [409, "ABORTED"],
    [400, "FAILED_PRECONDITION"],
    [404, "NOT_FOUND"],
  ])(
    "says lost after %i %s, but of a write that takes nothing for granted hopes for another try",
    async (code, status) => {
      const { documents } = await answering({ status: code, body: errorOf(code, status) });
      expect(await documents.commit([{ ...WRITE, do: "create" }])).toBe("lost");
      await expect(documents.commit([WRITE])).rejects.toThrow(TransientError);
    },
  );

  it("writes again what Firestore has aborted, because others write there at this moment", async () => {
    const aborted: Said = { status: 409, body: errorOf(409, "ABORTED") };
    const { documents, requests } = await answering(aborted, aborted, WRITTEN);
    expect(await documents.commit([WRITE])).toEqual(["2026-11-20T12:00:00Z"]);
    expect(requests).toHaveLength(3);
  });

  it.each([
    ["a row that is neither found nor missing", [{ error: { code: 500 } }]],
    ["fewer rows than documents", []],
  ])("takes %s for no answer", async (_claim, body) => {
    const { documents } = await answering({ status: 200, body });
    await expect(documents.get(["conversations/c"])).rejects.toThrow(TransientError);
  });

  it("hopes for another try where the database is not found by a read", async () => {
    const { documents } = await answering({ status: 404, body: [errorOf(404, "NOT_FOUND")] });
    await expect(documents.get(["conversations/c"])).rejects.toThrow(TransientError);
  });

  it("quotes nothing of what something else answered", async () => {
    const { documents } = await answering({ status: 400, body: errorOf(400, "+447700900123") });
    await expect(documents.commit([WRITE])).rejects.toThrow(
      expect.objectContaining({ message: "Cannot call documents.commit: Firestore answered 400" }),
    );
  });

  it("reads a page of history, which has more values than a stranger may send", async () => {
    const fields = { acts: { arrayValue: { values: Array.from({ length: 1000 }, () => ({ stringValue: "x" })) } } };
    const row = { document: { name: "projects/p/databases/d/documents/conversations/c/turns/t", fields } };
    const { documents } = await answering({ status: 200, body: Array.from({ length: 100 }, () => row) });
    expect(await documents.query({ collection: "conversations/c/turns", limit: 100 })).toHaveLength(100);
  });

  it("writes again when nobody knows what became of a write", async () => {
    const { documents, requests } = await answering("reset", WRITTEN);
    expect(await documents.commit([WRITE])).toEqual(["2026-11-20T12:00:00Z"]);
    expect(requests).toHaveLength(2);
  });

  it("adds nothing a second time when nobody knows whether it was added", async () => {
    const { documents, requests } = await answering("reset", WRITTEN);
    const count: DocumentWrite = { do: "merge", path: "failures/f", members: { a: { count: plus(1) } } };
    await expect(documents.commit([count])).rejects.toThrow(TransientError);
    expect(requests).toHaveLength(1);
  });
});
