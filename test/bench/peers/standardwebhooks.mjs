import { createServer } from "node:http";
import { Webhook } from "standardwebhooks";
import { publishIfAsked } from "./publish.cjs";
import { readBody } from "./read-body.mjs";

const webhook = new Webhook(Buffer.from(process.env.BENCH_TOKEN).toString("base64"));
createServer(async (request, response) => {
  const body = await readBody(request);
  try {
    webhook.verify(body.toString(), request.headers);
  } catch {
    return response.writeHead(401).end();
  }
  await publishIfAsked(body);
  response.end();
}).listen(process.env.PORT, "127.0.0.1");
