import type { ServerResponse } from "node:http";
import type { LiveFact } from "../state/live-fact.ts";
import type { PlatformState } from "../state/platform-state.ts";

/** GET here opens the stream. */
export const FACTS_PATH = "/simulator/facts";

/** A reader that is so far behind reads no more. */
const MAX_BEHIND_BYTES = 16 * 1024 * 1024;

/**
 * Sends every fact from now on as a server-sent event, until the reader leaves. A line of comment comes at once: what happens
 * after it is sent.
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function streamFacts({ listeners }: PlatformState, response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  response.write(": every fact from now on\n\n");
  const listener = (fact: LiveFact) => {
    if (response.writableLength > MAX_BEHIND_BYTES) response.destroy();
    else response.write(`data: ${JSON.stringify(written(fact))}\n\n`);
  };
  listeners.add(listener);
  response.on("close", () => listeners.delete(listener));
}

/** Of a call, what it is about and what it does: the rest is how the platform keeps it. */
function written(fact: LiveFact): Readonly<Record<string, unknown>> {
  if (!("call" in fact)) return { ...fact };
  const { channel, agent, address, method, path, id, act } = fact.call;
  return { ...fact, call: { channel, agent, address, method, path, id, act } };
}
