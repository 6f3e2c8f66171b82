import type { IncomingMessage } from "node:http";
import type { BodyBuffer } from "./body-memory.ts";

/**
 * How reading a body ended: it is whole; it is longer than the limit, and the caller goes on sending what nobody reads; memory
 * lacked room for it; or the caller left.
 */
export type BodyEnd = "whole" | "cut" | "no-memory" | "gone";

/**
 * Copies a body into a buffer, cut one byte after the limit; 0 reads nothing. Copied, because chunks as they come cost hundreds of
 * bytes each, and a stranger may send them with one byte in each.
 */
export function readBody(incoming: IncomingMessage, into: BodyBuffer, limit: number): Promise<BodyEnd> {
  const { promise, resolve } = Promise.withResolvers<BodyEnd>();
  let isOver = false;
  const end = (how: BodyEnd) => {
    if (isOver) return;
    isOver = true;
    if (how === "cut" || how === "no-memory") stopReading(incoming);
    resolve(how);
  };
  // It stays when reading is over: without a listener the stream would keep what is parsed already, chunk by chunk.
  incoming.on("data", (chunk: Buffer) => {
    if (isOver) into.drop(chunk);
    else if (!into.add(chunk)) end("no-memory");
    else if (into.bytes().length > limit) end("cut");
  });
  incoming.on("end", () => end("whole"));
  incoming.on("close", () => end("gone"));
  if (limit === 0 && hasBody(incoming)) end("cut");
  return promise;
}

/** Takes no more from the connection. The stream itself is not paused, and must not wake the connection up again. */
function stopReading(incoming: IncomingMessage): void {
  incoming._read = () => undefined;
  incoming.socket.pause();
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}
