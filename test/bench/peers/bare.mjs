// Node alone: what the job costs at least.
import { createServer } from "node:http";
import { isSigned, publishIfAsked, signedBytes } from "./publish.cjs";
import { readBody } from "./read-body.mjs";

createServer(async (request, response) => {
  const body = await readBody(request);
  if (body.length === 0) return response.end("Hello, World!");
  const bytes = signedBytes(body);
  if (!isSigned(bytes, request.headers["x-goog-signature"])) return response.writeHead(401).end();
  await publishIfAsked(bytes);
  response.end();
}).listen(process.env.PORT, "127.0.0.1");
