import { describe, expect, it } from "vitest";
import { BANK, startBench } from "./outbound-bench.ts";

const PHONE = "+447700900123";
const notice = {
  to: PHONE,
  reply: { type: "card", card: { title: "Your order is ready." } },
  fallback: "Your order is ready (SMS).",
};
const inPlainText = { type: "message", text: "Your order is ready." };

/** A phone that shows no cards. */
async function open() {
  const bench = await startBench();
  const phone = bench.platform.rcsHandset({ phone: PHONE, agent: BANK });
  await phone.becomes({ features: ["ACTION_DIAL"] });
  const fallbacks = () => bench.on("fallback").map(({ body }) => body.reason);
  return { bench, phone, fallbacks };
}

describe("a card with a fallback, on a phone that shows no cards", () => {
  it("is said in plain text at once, for the phone was asked what it shows", async () => {
    const { bench, phone, fallbacks } = await open();
    await bench.publish(notice);
    await bench.untilIdle();
    expect([phone.bubbles(), fallbacks(), bench.refused()]).toEqual([[inPlainText], [], []]);
  });

  it("is taken back as the plain text that was sent, before another channel says it", async () => {
    const { bench, phone, fallbacks } = await open();
    await phone.becomes({ reach: "offline", onExpiry: "revoke-failed" });
    await bench.publish(notice);
    await bench.untilIdle();
    await phone.letsExpire();
    await bench.untilIdle();
    await phone.becomes({ reach: "online" });
    expect([phone.bubbles(), fallbacks()]).toEqual([[], ["inconclusive"]]);
  });

  it("is not said twice when its plain text arrives", async () => {
    const { bench, phone, fallbacks } = await open();
    await phone.becomes({ autoReceipts: { deliveredAfterMs: 0 } });
    await bench.publish(notice);
    await phone.sees(1);
    await bench.pass(24 * 3600);
    await bench.pass(24 * 3600);
    expect([phone.bubbles(), fallbacks()]).toEqual([[inPlainText], []]);
  });

  it("is said once when the try that sent its plain text gets no answer", async () => {
    const { bench, phone, fallbacks } = await open();
    const isText = ({ act }: { readonly act: { readonly type: string } }) => act.type === "message";
    bench.platform.addCallFault({ matches: isText, at: "after", response: "reset", times: 9 });
    await bench.publish(notice);
    await bench.untilIdle();
    expect([phone.bubbles(), fallbacks()]).toEqual([[inPlainText], []]);
  });

  it("is not said beside the card itself, whose answer was lost before the phone was known to show none", async () => {
    const bench = await startBench();
    const phone = bench.platform.rcsHandset({ phone: PHONE, agent: BANK });
    await phone.becomes({ reach: "offline" });
    let isAway = true;
    const isLost = ({ act }: { readonly act: { readonly type: string } }) => isAway && act.type === "message";
    bench.platform.addCallFault({ matches: isLost, at: "after", response: "reset", times: 99 });
    await bench.publish(notice);
    await expect.poll(() => phone.view().calls.some(({ kind }) => kind === "message")).toBe(true);
    await bench.stop();
    isAway = false;
    await phone.becomes({ features: ["ACTION_DIAL"] });
    await bench.start();
    await bench.untilIdle();
    await phone.becomes({ reach: "online" });
    expect([phone.bubbles(), bench.on("fallback")]).toEqual([[inPlainText], []]);
  });
});
