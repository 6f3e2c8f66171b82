import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { sign } from "../../../simulator/webhooks/sign.ts";

const FIXTURES = new URL("../../fixtures/", import.meta.url);

interface RcsFixture {
  readonly clientToken: string;
  readonly http: { readonly headers: Readonly<Record<string, string>> };
  readonly eventText?: string;
}

interface FileSignatures {
  readonly clientToken: string;
  readonly files: Readonly<Record<string, { readonly signature: string }>>;
}

interface Vectors {
  readonly vectors: readonly {
    readonly name: string;
    readonly clientToken: string;
    readonly signedBytesBase64: string;
    readonly signature: string;
    readonly expect: "accept" | "reject";
  }[];
}

function fixture<T>(path: string): T {
  return JSON.parse(readFileSync(new URL(path, FIXTURES), "utf8"));
}

const rcsFixtures = readdirSync(new URL("rcs/", FIXTURES))
  .filter((name) => name !== "signatures.json")
  .map((name) => ({ name, ...fixture<RcsFixture>(`rcs/${name}`) }))
  .filter(({ http }) => http.headers["x-goog-signature"] !== undefined);

describe("sign()", () => {
  test.each(rcsFixtures)("signs the event of rcs/$name as recorded", ({ clientToken, http, eventText = "" }) => {
    expect(sign(Buffer.from(eventText), clientToken)).toBe(http.headers["x-goog-signature"]);
  });

  const { clientToken, files } = fixture<FileSignatures>("business-messages/fixture-signatures.json");

  test.each(Object.entries(files))("signs the bytes of business-messages/%s as recorded", (name, { signature }) => {
    expect(sign(readFileSync(new URL(`business-messages/${name}`, FIXTURES)), clientToken)).toBe(signature);
  });

  const { vectors } = fixture<Vectors>("rcs/signatures.json");

  test.each(vectors.filter((vector) => vector.expect === "accept"))("agrees with vector $name", (vector) => {
    expect(sign(Buffer.from(vector.signedBytesBase64, "base64"), vector.clientToken)).toBe(vector.signature);
  });
});
