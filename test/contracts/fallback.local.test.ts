import { onTestFinished } from "vitest";
import { openFallback } from "../../shared/fallback/open-fallback.ts";
import { openDatabase } from "../../shared/local/database.ts";
import { localQueue } from "../../shared/local/queue.ts";
import { serve } from "../../shared/local/serve.ts";
import { receive } from "../support/push-receiver.ts";
import { fallbackContract } from "./fallback-contract.ts";
import { toReceiver } from "./queue-bench.ts";

fallbackContract("a fallback over the embedded queue", async () => {
  const receiver = await receive(() => 200);
  const db = openDatabase(":memory:");
  const queue = localQueue(db, { clock: { now: () => new Date() }, log: () => undefined });
  onTestFinished(async () => {
    await queue.close();
    await receiver.close();
    db.close();
  });
  await queue.subscribe([toReceiver(receiver, "fallback")]);
  return {
    fallback: openFallback(undefined, queue.publisher),
    taken: () => receiver.texts(),
  };
});

fallbackContract("a fallback over HTTP", async () => {
  const bodies: string[] = [];
  const gateway = await serve(
    async ({ body = Buffer.alloc(0) }) => {
      bodies.push(body.toString());
      return { status: 202 };
    },
    { port: 0 },
  );
  onTestFinished(() => gateway.close());
  const publisher = { publish: () => Promise.reject(new Error("Nobody publishes")) };
  return { fallback: openFallback({ url: gateway.url, key: "key" }, publisher), taken: () => bodies };
});
