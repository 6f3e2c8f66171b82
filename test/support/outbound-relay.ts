import { systemClock } from "../../shared/google/clock.ts";
import { serve } from "../../shared/local/serve.ts";
import type { Publisher } from "../../shared/ports/publisher.ts";
import type { PublishOutbound } from "./person.ts";

/** Listens for outbound requests of another process, and publishes them on the `outbound` topic. */
export async function serveOutboundRelay(port: number, publisher: Publisher): Promise<void> {
  const take = async (body: Buffer | undefined) => {
    const { text, orderingKey } = JSON.parse(String(body));
    await publisher.publish("outbound", { bytes: Buffer.from(text), attributes: {}, orderingKey });
    return { status: 200 };
  };
  await serve(({ body }) => take(body), { port });
}

const PAUSE_MS = 50;

/** Sends outbound requests to the process at the port. Repeats each until it is taken: the process may be down. */
export function relayOutbound(port: number): PublishOutbound {
  return async ({ bytes, orderingKey }) => {
    const body = JSON.stringify({ text: bytes.toString(), orderingKey });
    const post = () => fetch(`http://127.0.0.1:${port}`, { method: "POST", body }).then(({ ok }) => ok, no);
    while (!(await post())) await systemClock.sleep(PAUSE_MS);
  };
}

function no(): false {
  return false;
}
