import { randomBytes } from "node:crypto";

/** A POST as it goes over the wire, with the trace that Cloud Run puts on it. @see https://cloud.google.com/run/docs/trace */
export function requestBytes(path: string, body: Buffer, headers: Readonly<Record<string, string>>): Buffer {
  const traceparent = `00-${randomBytes(16).toString("hex")}-${randomBytes(8).toString("hex")}-00`;
  const all = {
    traceparent,
    host: "bench",
    "content-type": "application/json",
    "content-length": String(body.length),
    ...headers,
  };
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`POST ${path} HTTP/1.1\r\n${head.join("")}\r\n`), body]);
}
