import { randomUUID } from "node:crypto";
import { describe, expect, inject, it, onTestFinished } from "vitest";
import { firestoreDocuments } from "../../shared/google/firestore/documents.ts";
import { openFirestore } from "../../shared/google/firestore/open.ts";
import { openFirestoreRest } from "../../shared/google/firestore/rest.ts";
import { restDocuments } from "../../shared/google/firestore/rest-documents.ts";
import {
  type DocumentStore,
  type DocumentWrite,
  earliest,
  GONE,
  type Members,
  plus,
} from "../../shared/store/document-store.ts";
import { documentStoreContract } from "./document-store-contract.ts";

const hosts = inject("emulators");
const anyPlace = () => ({ project: `test-${randomUUID()}`, database: "(default)", emulator: hosts?.firestore });

function openBoth() {
  const place = anyPlace();
  const db = openFirestore(place);
  onTestFinished(() => db.terminate());
  return { rest: restDocuments(openFirestoreRest(place)), client: firestoreDocuments(db) };
}

describe.skipIf(hosts === undefined)("over the Firestore emulator", () => {
  documentStoreContract("firestoreDocuments", async () => {
    const db = openFirestore(anyPlace());
    return { documents: firestoreDocuments(db), close: () => db.terminate() };
  });

  documentStoreContract("restDocuments", async () => {
    return { documents: restDocuments(openFirestoreRest(anyPlace())), close: async () => undefined };
  });

  const values: Members = {
    ...{ text: "é \u{1f600}", empty: "", yes: true, no: false, none: null, list: [1, "a", { b: [2] }], nothing: {} },
    ...{ whole: 5, negative: -5, zero: 0, minusZero: -0, largest: Number.MAX_SAFE_INTEGER, huge: 1e300, half: 0.5 },
    ...{
      infinite: Number.POSITIVE_INFINITY,
      odd: Number.NaN,
      left: undefined,
      "with space": 1,
      "a`b\\c": 2,
      "1": { "2x": 3 },
    },
  };
  const at = { do: "merge", path: "" } as const;
  it.each<readonly [string, readonly DocumentWrite[]]>([
    ["every kind of value", [{ ...at, members: values }]],
    ["a create with changes", [{ do: "create", path: "", members: { a: { "0": earliest(5) }, n: plus(1) } }]],
    [
      "a merge over a merge",
      [
        { ...at, members: values },
        { ...at, members: { nothing: {}, "1": { "2x": GONE }, text: GONE } },
      ],
    ],
    [
      "an update of odd members",
      [
        { ...at, members: values },
        { do: "update", path: "", version: "any", members: { "1.2x": 4, list: [], nothing: { a: plus(2) } } },
      ],
    ],
    ["a merge of changes alone", [{ ...at, members: { a: { at: earliest(5) }, b: { n: plus(1) } } }]],
    ["a merge of nothing", [{ ...at, members: {} }]],
  ])("restDocuments and Google's client write and read the same of %s", async (_claim, writes) => {
    const { rest, client } = openBoth();
    const writeTo = async (store: DocumentStore, path: string) => {
      for (const write of writes) expect(await store.commit([{ ...write, path }])).not.toBe("lost");
    };
    await writeTo(rest, "conversations/rest");
    await writeTo(client, "conversations/client");
    const readBy = async (store: DocumentStore) =>
      (await store.get(["conversations/rest", "conversations/client"])).map((document) => document?.members);
    const [written, wanted] = await readBy(client);
    expect(written).toEqual(wanted);
    expect(await readBy(rest)).toEqual([wanted, wanted]);
  });

  it("restDocuments writes a time as a time, by which Firestore forgets", async () => {
    const { rest, client } = openBoth();
    const path = "conversations/rest";
    await rest.commit([{ do: "create", path, members: { expireAt: new Date(1_700_000_000_123) } }]);
    const [document] = await client.get([path]);
    expect(document?.members.expireAt).toMatchObject({ _seconds: 1_700_000_000, _nanoseconds: 123_000_000 });
  });
});
