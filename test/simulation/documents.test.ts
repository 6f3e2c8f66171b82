import { describe, expect, it } from "vitest";
import { noon } from "../contracts/facts.ts";
import { openSimulatedDocuments } from "./documents.ts";

const AT = noon();

function openOne(expireAt?: Date) {
  const documents = openSimulatedDocuments();
  documents.commit([{ do: "merge", path: "conversations/c/turns/t", members: { n: 1, expireAt } }], AT);
  return documents;
}

describe("openSimulatedDocuments()", () => {
  it("forgets what is due, and nothing else", () => {
    const documents = openOne(noon(5));
    documents.commit([{ do: "merge", path: "conversations/c", members: { n: 1 } }], AT);
    documents.commit([{ do: "merge", path: "conversations/c/turns/u", members: { expireAt: noon(6) } }], AT);
    expect([documents.expire(noon(4)), documents.expire(noon(5)), documents.size()]).toEqual([0, 1, 2]);
  });

  it("gives what is made again a version that it never had", () => {
    const documents = openOne(noon(5));
    const path = "conversations/c/turns/t";
    const [before] = documents.get([path]);
    documents.expire(noon(5));
    documents.commit([{ do: "create", path, members: { n: 1 } }], AT);
    expect(documents.get([path])[0]?.version).not.toBe(before?.version);
  });

  it("gives the same versions to the same writes", () => {
    const versionIn = (documents: ReturnType<typeof openOne>) => documents.get(["conversations/c/turns/t"])[0]?.version;
    expect(versionIn(openOne())).toBe(versionIn(openOne()));
  });

  it("keeps nothing that its caller changes later", () => {
    const documents = openSimulatedDocuments();
    const members = { a: { n: 1 }, list: [{ n: 1 }] };
    documents.commit([{ do: "create", path: "conversations/c", members }], AT);
    members.a.n = 2;
    for (const one of members.list) one.n = 2;
    const kept = documents.get(["conversations/c"])[0]?.members;
    expect(kept).toEqual({ a: { n: 1 }, list: [{ n: 1 }] });
    expect([kept, kept?.a, kept?.list].map((one) => Object.isFrozen(one))).toEqual([true, true, true]);
  });
});
