import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import type { Operation } from "../operations/operation.ts";
import { openOperator } from "./open-operator.ts";
import { readOperationLine } from "./operation-line.ts";
import type { RunningApi, Target } from "./target.ts";

const ASKED = "The running npm start";
const ENDED = `${ASKED} has ended before the operation did: ask again`;

/** Does an operation on a deployment: in this process, or by the `npm start` that has its embedded database open. */
export async function* runOperation<Request, Told>(
  operation: Operation<Request, Told>,
  request: Request,
  { target, signal }: { readonly target: Target; readonly signal: AbortSignal },
): AsyncIterable<Told> {
  const running = target.type === "embedded" ? target.running : undefined;
  const response = running && (await ask(running, { name: operation.name, request }, signal));
  if (response !== undefined) return yield* readFacts<Told>(response, signal);
  // What a running npm start would refuse is refused here, too: as JSON, the request is the same on both ways.
  const checked = operation.read({ value: JSON.parse(JSON.stringify(request)), path: "" });
  await using opened = await openOperator(target);
  if (operation.checksLogin !== true) await opened.requireLogin();
  yield* operation.run(checked, opened.operator, signal);
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
async function* readFacts<Told>(response: Response, signal: AbortSignal): AsyncIterable<Told> {
  const { status, body } = response;
  if (status !== 200 || body === null) throw new Error((await response.text()).trim() || `${ASKED} answered ${status}`);
  for await (const line of readLines(body, signal)) {
    const read = readOperationLine<Told>(line);
    if (read === undefined) throw new Error(`${ASKED} answered something else than lines of JSON`);
    if ("failed" in read) throw new Error(read.failed);
    if ("isDone" in read) return;
    yield read.told;
  }
  throw new Error(ENDED);
}

/** The lines, of which a process that is killed sends no end. */
async function* readLines(body: NonNullable<Response["body"]>, signal: AbortSignal): AsyncIterable<string> {
  try {
    yield* createInterface({ input: Readable.fromWeb(body) });
  } catch (cause) {
    if (signal.aborted) throw cause;
    throw new Error(ENDED, { cause });
  }
}
