import type { IncomingMessage, ServerResponse } from "node:http";
import type { PageFact } from "../page-fact.ts";
import type { PageHost } from "./page-host.ts";

/** Facts go out together: a browser draws no faster. */
const TOGETHER_MS = 20;
/** So many facts are one event: no task of the browser gets long. */
const AT_ONCE = 200;
/** A proxy or a browser takes a silent connection for a dead one. */
const HEARTBEAT_MS = 15_000;
/** A reader that is so far behind reads no more, and asks again. */
const MAX_BEHIND_BYTES = 64 * 1024 * 1024;

/**
 * Sends all facts and then each new one as server-sent events, until the reader leaves. A reader that comes again gets those that
 * it lacks. @param run Names this start: another one counts its facts anew.
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function streamFacts(
  host: Pick<PageHost, "facts" | "listen">,
  run: string,
  { headers }: IncomingMessage,
  response: ServerResponse,
): void {
  response.writeHead(200, { "content-type": "text/event-stream" });
  const waiting = host.facts().filter(({ seq }) => seq > lastSeen(headers["last-event-id"], run));
  let timer: NodeJS.Timeout | undefined;
  const flush = () => {
    timer = undefined;
    while (waiting.length > 0) response.write(eventOf(run, waiting.splice(0, AT_ONCE)));
    if (response.writableLength > MAX_BEHIND_BYTES) response.destroy();
  };
  const stop = host.listen((fact) => {
    waiting.push(fact);
    timer ??= setTimeout(flush, TOGETHER_MS);
  });
  const heartbeat = setInterval(() => response.write(": still here\n\n"), HEARTBEAT_MS);
  response.on("close", () => {
    stop();
    clearTimeout(timer);
    clearInterval(heartbeat);
  });
  response.write(eventOf(run, []));
  flush();
}

function eventOf(run: string, facts: readonly PageFact[]): string {
  const id = facts.length === 0 ? "" : `id: ${run}/${facts.at(-1)?.seq}\n`;
  return `${id}data: ${JSON.stringify({ run, facts })}\n\n`;
}

function lastSeen(id: string | string[] | undefined, run: string): number {
  const [seenRun, seq] = typeof id === "string" ? id.split("/") : [];
  return seenRun === run ? Number(seq) : 0;
}
