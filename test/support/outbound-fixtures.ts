import { readFileSync } from "node:fs";

/** A recorded call of RCS. */
interface RecordedCall {
  readonly name: string;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly query: Readonly<Record<string, string>>;
    readonly body?: unknown;
  };
  readonly response: { readonly status: number; readonly body: unknown };
}

const FOLDER = new URL("../fixtures/outbound/", import.meta.url);

/** The recorded call of that name. */
export function rcsCall(name: string): RecordedCall {
  const { calls } = readJson("rcs.json") as { readonly calls: readonly RecordedCall[] };
  const found = calls.find((call) => call.name === name);
  if (found === undefined) throw new Error(`No recorded call ${name}`);
  return found;
}

/** The recorded body of a Business Messages call. */
export function businessMessagesBody(name: string): unknown {
  return readJson(`business-messages/${name}.json`);
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, FOLDER), "utf8"));
}
