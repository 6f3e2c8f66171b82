/** A POST as it goes over the wire. */
export function requestBytes(path: string, body: Buffer, headers: Readonly<Record<string, string>>): Buffer {
  const all = { host: "bench", "content-type": "application/json", "content-length": String(body.length), ...headers };
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`POST ${path} HTTP/1.1\r\n${head.join("")}\r\n`), body]);
}
