import { readdirSync, readFileSync } from "node:fs";
import type { Channel } from "../../shared/base/ids.ts";

/** A recorded webhook: the exact body and the headers it came with. */
export interface Fixture {
  readonly channel: Channel;
  /** The file's name without its ending. */
  readonly name: string;
  readonly body: Buffer;
  readonly signature: string | undefined;
}

/** One body under one signature, and whether it must be accepted. */
export interface SignatureVector extends Fixture {
  readonly token: string;
  readonly isAccepted: boolean;
}

const FOLDER = new URL("../fixtures/", import.meta.url);

/** The agents that the fixtures are for, as AGENTS would name them. */
export const AGENTS = [
  { channel: "rcs", agent: "growing_tree_bank_x1y2z3w4_agent", region: "europe" },
  {
    channel: "business-messages",
    agent: "brands/1f0a2b3c-4d5e-6f70-8192-a3b4c5d6e7f8/agents/9e8d7c6b-5a49-3827-1605-f4e3d2c1b0a9",
  },
] as const;

/** The tokens that the fixtures were signed with. */
export const RCS_TOKEN = "SIM-CLIENT-TOKEN-7Q2M9KXW4T";
export const BUSINESS_MESSAGES_TOKEN = "SJENCPGJESMGUFPY";
/** By channel. */
export const SIGNED_WITH = { rcs: RCS_TOKEN, "business-messages": BUSINESS_MESSAGES_TOKEN };
export const TOKENS = { [AGENTS[0].agent]: [RCS_TOKEN], [AGENTS[1].agent]: [BUSINESS_MESSAGES_TOKEN] };

/** Every recorded webhook that is no handshake. */
export function readFixtures(): readonly Fixture[] {
  return [...readRcs(), ...readBusinessMessages()].filter(
    ({ name }) => !/^(handshake|webhook-verification)/.test(name),
  );
}

/** The recorded webhook of that name. */
export function fixture(channel: Channel, name: string): Fixture {
  const found = [...readRcs(), ...readBusinessMessages()].find((one) => one.channel === channel && one.name === name);
  if (found === undefined) throw new Error(`No fixture ${channel}/${name}`);
  return found;
}

/** Every signature vector of both channels. */
export function readVectors(): readonly SignatureVector[] {
  return [...rcsVectors(), ...businessMessagesVectors()];
}

function readRcs(): readonly Fixture[] {
  return jsonFiles("rcs/").map((name) => {
    const { rawBody, http } = readJson(`rcs/${name}.json`);
    return { channel: "rcs", name, body: Buffer.from(rawBody), signature: http.headers["x-goog-signature"] };
  });
}

function readBusinessMessages(): readonly Fixture[] {
  const { files } = readJson("business-messages/fixture-signatures.json");
  return jsonFiles("business-messages/").map((name) => {
    const body = readFileSync(new URL(`business-messages/${name}.json`, FOLDER));
    return { channel: "business-messages", name, body, signature: files[`${name}.json`]?.signature };
  });
}

function rcsVectors(): readonly SignatureVector[] {
  const { vectors } = readJson("rcs/signatures.json") as { readonly vectors: readonly Record<string, string>[] };
  return vectors.map(({ name = "", rawBody = "", signature, clientToken = "", expect }) => ({
    channel: "rcs",
    name,
    body: Buffer.from(rawBody),
    signature,
    token: clientToken,
    isAccepted: expect === "accept",
  }));
}

interface Vector {
  readonly id: string;
  readonly clientToken: string;
  readonly signature: string;
  readonly rawBody: string | null;
  readonly rawBodyBase64?: string;
  readonly recipe?: {
    readonly prefix: string;
    readonly fill: string;
    readonly fillCount: number;
    readonly suffix: string;
  };
}

interface Negative {
  readonly id: string;
  readonly body: string;
  readonly clientToken: string;
  readonly header: string | null;
}

function businessMessagesVectors(): readonly SignatureVector[] {
  const { vectors, negative } = readJson("business-messages/signatures.json") as {
    readonly vectors: readonly Vector[];
    readonly negative: readonly Negative[];
  };
  const channel = "business-messages";
  const bodies = new Map(vectors.map((vector) => [vector.id, bodyOf(vector)]));
  const accepted = vectors.map((vector) => ({
    channel,
    name: vector.id,
    body: bodyOf(vector),
    signature: vector.signature,
    token: vector.clientToken,
    isAccepted: true,
  })) satisfies readonly SignatureVector[];
  const refused = negative.map(({ id, body, clientToken, header }) => ({
    channel,
    name: id,
    body: bodies.get(body) ?? Buffer.from(body),
    signature: header ?? undefined,
    token: clientToken,
    isAccepted: false,
  })) satisfies readonly SignatureVector[];
  return [...accepted, ...refused];
}

function bodyOf({ rawBody, rawBodyBase64, recipe }: Vector): Buffer {
  if (typeof rawBody === "string") return Buffer.from(rawBody);
  if (recipe === undefined) return Buffer.from(rawBodyBase64 ?? "", "base64");
  return Buffer.from(recipe.prefix + recipe.fill.repeat(recipe.fillCount) + recipe.suffix);
}

function jsonFiles(folder: string): readonly string[] {
  return readdirSync(new URL(folder, FOLDER))
    .filter((file) => file.endsWith(".json") && !file.includes("signatures"))
    .map((file) => file.slice(0, -".json".length))
    .sort();
}

// Fixtures are data of known shape: what is missing fails the test that reads it.
function readJson(path: string) {
  return JSON.parse(readFileSync(new URL(path, FOLDER), "utf8"));
}
