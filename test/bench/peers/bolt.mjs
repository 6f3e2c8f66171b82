import bolt from "@slack/bolt";
import { publishIfAsked } from "./publish.cjs";

const receiver = new bolt.HTTPReceiver({
  signingSecret: process.env.BENCH_TOKEN,
  processBeforeResponse: true,
  endpoints: ["/"],
});
const app = new bolt.App({ receiver, authorize: async () => ({ botToken: "xoxb-bench", botId: "B", botUserId: "U" }) });
app.event("message", ({ body }) => publishIfAsked(Buffer.from(JSON.stringify(body))));
await app.start(Number(process.env.PORT));
