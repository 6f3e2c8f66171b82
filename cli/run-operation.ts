import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import type { Operation } from "../operations/operation.ts";
import { isObject, parseJson } from "../shared/base/json.ts";
import { openOperator } from "./open-operator.ts";
import type { RunningApi, Target } from "./target.ts";

const ASKED = "The running npm start";

/** Does an operation on a deployment: in this process, or by the `npm start` that has its embedded database open. */
export async function* runOperation<Request, Told>(
  operation: Operation<Request, Told>,
  request: Request,
  { target, signal }: { readonly target: Target; readonly signal: AbortSignal },
): AsyncIterable<Told> {
  const running = target.type === "embedded" ? target.running : undefined;
  const response = running && (await ask(running, { name: operation.name, request }, signal));
  if (response !== undefined) return yield* readFacts<Told>(response);
  await using opened = openOperator(target);
  yield* operation.run(request, opened.operator, signal);
}

/** @returns Undefined where nobody listens any more: the process was killed, and its database is free. */
async function ask(
  { url, token }: RunningApi,
  { name, request }: { readonly name: string; readonly request: unknown },
  signal: AbortSignal,
): Promise<Response | undefined> {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const body = JSON.stringify(request);
  try {
    return await fetch(`${url}/operations/${name}`, { method: "POST", headers, body, signal });
  } catch (error) {
    if (signal.aborted) throw error;
    return undefined;
  }
}

/** The facts, as lines of JSON. @throws Error with the words of whoever could not go on. */
async function* readFacts<Told>(response: Response): AsyncIterable<Told> {
  const { status, body } = response;
  if (status !== 200 || body === null) throw new Error((await response.text()).trim() || `${ASKED} answered ${status}`);
  for await (const line of createInterface({ input: Readable.fromWeb(body) })) {
    const read = readLine<Told>(line);
    if (read === "end") return;
    yield read.told;
  }
  throw new Error(`${ASKED} has ended before the operation did: ask again`);
}

function readLine<Told>(line: string): { readonly told: Told } | "end" {
  const json = parseJson(line);
  if (!isObject(json)) throw new Error(`${ASKED} answered something else than lines of JSON`);
  if (typeof json.failed === "string") throw new Error(json.failed);
  return json.isDone === true ? "end" : { told: json.told as Told };
}
