import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { isSigned, publishIfAsked, signedBytes } from "./publish.cjs";

const app = new Hono();
app.post("/", async (context) => {
  const bytes = signedBytes(Buffer.from(await context.req.arrayBuffer()));
  if (!isSigned(bytes, context.req.header("x-goog-signature"))) return context.body(null, 401);
  await publishIfAsked(bytes);
  return context.body(null, 200);
});
serve({ fetch: app.fetch, port: Number(process.env.PORT), hostname: "127.0.0.1" });
