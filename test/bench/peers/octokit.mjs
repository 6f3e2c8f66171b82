import { createServer } from "node:http";
import { createNodeMiddleware, Webhooks } from "@octokit/webhooks";
import { publishIfAsked } from "./publish.cjs";

const webhooks = new Webhooks({ secret: process.env.BENCH_TOKEN });
webhooks.on("ping", ({ payload }) => publishIfAsked(Buffer.from(JSON.stringify(payload))));
createServer(createNodeMiddleware(webhooks, { path: "/" })).listen(process.env.PORT, "127.0.0.1");
