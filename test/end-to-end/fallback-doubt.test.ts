import { describe, expect, it } from "vitest";
import type { ApiCall } from "../../simulator/api/call.ts";
import { BANK, startBench } from "./outbound-bench.ts";

const PHONE = "+447700900123";
const notice = { to: PHONE, reply: "Your order is ready.", fallback: "Your order is ready (SMS)." };

const isOf =
  (type: ApiCall["act"]["type"]) =>
  ({ act }: ApiCall) =>
    act.type === type;

describe("a message with a fallback whose answer was lost", () => {
  it.each([404, 403] as const)("is taken back first when every repeat is answered %i", async (status) => {
    const bench = await startBench();
    const { platform } = bench;
    const phone = platform.rcsHandset({ phone: PHONE, agent: BANK });
    await phone.becomes({ reach: "offline" });
    platform.addCallFault({ matches: isOf("message"), at: "after", response: "reset" });
    platform.addCallFault({ matches: isOf("message"), at: "before", times: Infinity, response: { status } });
    // The first delivery cannot take it back.
    platform.addCallFault({ matches: isOf("revoke"), at: "before", times: 4, response: { status: 429 } });
    await bench.publish(notice);
    await bench.untilIdle();
    await phone.becomes({ reach: "online" });
    const said = bench.on("fallback").map(({ body }) => body.reason);
    expect([phone.bubbles(), said]).toEqual([[], ["inconclusive"]]);
  });
});
